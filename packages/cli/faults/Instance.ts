import { EmbeddedPostgres } from "@lumi/adapters-local/EmbeddedPostgres"
import { migrate } from "@lumi/adapters-local/Migrations"
import { clientOf } from "@lumi/adapters-local/Postgres"
import * as PidFile from "@lumi/adapters-local/postgres/PidFile"
import type { PostgresError } from "@lumi/adapters-local/postgres/PostgresError"
import * as Secrets from "@lumi/adapters-local/Secrets"
import * as Stores from "@lumi/adapters-local/Stores"
import { administer, stopServerOf, temporaryDirectory, TestServer } from "@lumi/adapters-local/testing/Server"
import type { DailyJob } from "@lumi/core/affirmations/DailyJob"
import * as Crypto from "@lumi/core/Crypto"
import { all as zones, rules, type Zone } from "@lumi/core/Zone"
import { ConfigProvider, Context, DateTime, Effect, Layer, Schedule, Scope } from "effect"
import path from "node:path"
import { couple } from "./Couples.ts"
import * as Triggers from "./Triggers.ts"

/** Enough for the longest of the faults. */
const couples = 100
/** where each run makes its own */
const some = 40

/** Somewhere it is noon, so that no fault runs into midnight, where jobs of a day are over. */
const noonZone = (now: DateTime.Utc): Zone => {
  const fromNoon = (zone: Zone) => Math.abs(DateTime.toParts(DateTime.setZone(now, rules(zone))).hour * 60 - 12 * 60)
  return zones.reduce((best, zone) => fromNoon(zone) < fromNoon(best) ? zone : best)
}

/** The stores of a database, and the secrets of a home, for what a fault asks and writes itself. */
const storesOf = (socketPath: string, database: string, home: string) =>
  Stores.layer.pipe(
    Layer.provideMerge(Secrets.layer),
    Layer.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env: { LUMI_HOME: home } }))),
    Layer.provideMerge(clientOf(socketPath, database)),
    Layer.provideMerge(Crypto.layer)
  )

const seed = Effect.fnUntraced(function*(count: number) {
  yield* Triggers.install
  const zone = noonZone(yield* DateTime.now)
  const numbers = Array.from({ length: count }, (_, n) => n)
  return (yield* Effect.forEach(numbers, (n) => couple(n, zone), { concurrency: 8 })).flat().map(({ job }) => job)
})

/** An instance on a server of its own below a directory. */
export const ownIn = <E, R>(dir: Effect.Effect<string, E, R>) =>
  Layer.unwrap(Effect.gen(function*() {
    const home = path.join(yield* dir, "home")
    const scope = yield* Effect.scope
    const boot = Effect.suspend(() => Layer.build(EmbeddedPostgres.layer({ dir: home })))
    yield* Effect.addFinalizer(() => stopServerOf(path.join(home, "pg18")))
    const { dataDir, socketPath } = Context.get(yield* boot, EmbeddedPostgres)
    const database = "postgres"
    const stores = storesOf(socketPath, database, home)
    const jobs = yield* Effect.andThen(migrate(), seed(some)).pipe(Effect.provide(stores), Effect.scoped)
    const stop = (signal: "SIGINT" | "SIGKILL") =>
      Effect.gen(function*() {
        const file = yield* PidFile.read(dataDir)
        if (file === undefined) return
        yield* Effect.sync(() => process.kill(file.pid, signal))
        yield* Effect.sync(() => PidFile.isAlive(file.pid)).pipe(
          Effect.repeat({ schedule: Schedule.spaced("20 millis"), while: (alive) => alive })
        )
      })
    const start = Effect.asVoid(Scope.provide(boot, scope))
    const instance = { home, socketPath, database, jobs, start, stop, url: urlOf(socketPath, database) }
    return Layer.merge(Layer.succeed(Instance, instance), storesOf(socketPath, database, home))
  }))

/** One server for all faults that leave it alone, with a database of couples to copy from. */
export class SharedServer extends Context.Service<SharedServer, {
  readonly socketPath: string
  readonly jobs: ReadonlyArray<DailyJob>
}>()("@lumi/cli/faults/SharedServer") {
  static readonly layer = Layer.effect(
    SharedServer,
    Effect.gen(function*() {
      const { socketPath } = yield* TestServer
      yield* administer(socketPath, `create database ${template} template template_lumi`)
      const home = yield* temporaryDirectory
      const jobs = yield* seed(couples).pipe(Effect.provide(storesOf(socketPath, template, home)), Effect.scoped)
      return SharedServer.of({ socketPath, jobs })
    })
  ).pipe(Layer.provide(TestServer.layer))
}

const template = "template_couples"

/** What a fault is injected into: a home, a database with couples, and their jobs of today, none of them queued yet. */
export class Instance extends Context.Service<Instance, {
  readonly home: string
  /** what DATABASE_URL is for the processes of this instance */
  readonly url: string
  readonly socketPath: string
  /** ends the server of this instance by a signal, and waits until it is gone; only where it is its own */
  readonly stop: (signal: "SIGINT" | "SIGKILL") => Effect.Effect<void>
  /** starts it again, which waits for what is left of the one before */
  readonly start: Effect.Effect<void, PostgresError, Scope.Scope>
  readonly database: string
  readonly jobs: ReadonlyArray<DailyJob>
}>()("@lumi/cli/faults/Instance") {
  /** On a copy of the couples' database, for faults that need no server of their own. */
  static readonly shared = Layer.unwrap(Effect.gen(function*() {
    const { jobs, socketPath } = yield* SharedServer
    const home = yield* temporaryDirectory
    const database = `f_${crypto.randomUUID().replaceAll("-", "")}`
    yield* Effect.acquireRelease(
      administer(socketPath, `create database ${database} template ${template} strategy file_copy`),
      () => administer(socketPath, `drop database ${database} with (force)`)
    )
    const instance = {
      home,
      socketPath,
      database,
      jobs,
      start: Effect.void,
      stop: () => Effect.void,
      url: urlOf(socketPath, database)
    }
    return Layer.merge(Layer.succeed(Instance, instance), storesOf(socketPath, database, home))
  }))

  /** On a server of its own, with fewer couples, which may be stopped and killed. */
  static readonly own = ownIn(temporaryDirectory)
}

const urlOf = (socketPath: string, database: string) =>
  `postgres://lumi@localhost/${database}?host=${path.dirname(socketPath)}`
