import { Context, Effect, Layer } from "effect"
import path from "node:path"
import { isRoot } from "./Home.ts"
import * as Account from "./postgres/Account.ts"
import * as Binaries from "./postgres/Binaries.ts"
import type { Role } from "./postgres/Lock.ts"
import { settle } from "./postgres/Ownership.ts"
import * as Place from "./postgres/Place.ts"
import { explain, PostgresError } from "./postgres/PostgresError.ts"
import { logDir, type Plan } from "./postgres/Server.ts"

export interface Options {
  /** holds `pg18/`, the data directory */
  readonly dir: string
  /** further arguments of the server */
  readonly flags?: ReadonlyArray<string>
  /** where root puts what the account of the server cannot reach elsewhere */
  readonly sharedDir?: string
  /** the `native` directory of the binaries, when not the one that npm installed */
  readonly native?: string
}

const planFor = Effect.fn("EmbeddedPostgres.plan")(function*(options: Options) {
  if (process.platform === "win32") {
    return yield* new PostgresError({
      reason: "NoBinaries",
      message: "the built-in database does not run on Windows: use WSL, or set DATABASE_URL to a PostgreSQL of yours"
    })
  }
  const dir = yield* Effect.try({
    try: () => Place.canonical(path.resolve(options.dir)),
    catch: explain(options.dir)
  })
  const sharedDir = path.resolve(options.sharedDir ?? (isRoot() ? "/var/lib/lumi" : dir))
  const found = yield* Binaries.locate(options.native)
  const dirs = [dir, Place.movedDir(dir, sharedDir)]
  const who = yield* Account.account(dirs.map((dir) => path.join(dir, `pg${found.major}`)))
  const place = yield* Place.choose(dir, sharedDir, who, found.major)
  const binaries = yield* Binaries.prepare(found, who, sharedDir)
  return { binaries, who, place, flags: options.flags ?? [] } satisfies Plan
})

const make = Effect.fn("EmbeddedPostgres.make")(function*(options: Options, role: Role, mayJoin: boolean) {
  const plan = yield* planFor(options)
  const { lock, owns, server } = yield* settle(plan, role, mayJoin)
  const log = logDir(plan.place.dataDir)
  return EmbeddedPostgres.of({
    ...server,
    owns,
    dataDir: plan.place.dataDir,
    logDir: log,
    died: Effect.andThen(
      lock.lost,
      new PostgresError({
        reason: "Died",
        message: owns
          ? `PostgreSQL stopped under this Lumi (its log: ${log}): start Lumi again, nothing that was saved is lost`
          : "the Lumi this command was talking to has stopped: try again"
      })
    )
  })
})

/** A real PostgreSQL from npm's binaries, on a private socket, one owner per data directory. */
export class EmbeddedPostgres extends Context.Service<EmbeddedPostgres, {
  readonly socketPath: string
  readonly dataDir: string
  readonly logDir: string
  readonly pid: number
  /** the server was running before us */
  readonly adopted: boolean
  /** the server stops with us */
  readonly owns: boolean
  /** never succeeds; fails when the server or our lock on it is gone, and then this process should end */
  readonly died: Effect.Effect<never, PostgresError>
}>()("@lumi/adapters-local/EmbeddedPostgres") {
  /** For the app: starts or adopts the server, keeps every other Lumi out, stops the server at the end. */
  static readonly layer = (options: Options): Layer.Layer<EmbeddedPostgres, PostgresError> =>
    Layer.effect(EmbeddedPostgres, make(options, "app", false))

  /** For a command: a guest of the server that runs; with none running, its owner for a moment. */
  static readonly layerJoin = (options: Options): Layer.Layer<EmbeddedPostgres, PostgresError> =>
    Layer.effect(EmbeddedPostgres, make(options, "command", true))
}
