import { Data, Effect, Schedule } from "effect"
import { spawn } from "node:child_process"
import fs from "node:fs"
import path from "node:path"
import { type Account, exec } from "./Account.ts"
import type { Binaries } from "./Binaries.ts"
import * as PidFile from "./PidFile.ts"
import { claimDataDir, isInitialised, type Place, prepareInitDir, prepareSocketDir } from "./Place.ts"
import { explain } from "./PostgresError.ts"

/** All it takes to run a server. */
export interface Plan {
  readonly binaries: Binaries
  readonly who: Account
  readonly place: Place
  readonly flags: ReadonlyArray<string>
}

/** A server that is ready, and whether it was running before. */
export interface Server {
  readonly pid: number
  readonly socketPath: string
  readonly adopted: boolean
}

export const logDir = (dataDir: string): string => path.join(dataDir, "log")

const settings = (socketDir: string) => ({
  listen_addresses: "",
  unix_socket_directories: socketDir,
  unix_socket_permissions: "0700",
  timezone: "UTC",
  log_timezone: "UTC",
  shared_buffers: "64MB",
  max_connections: "40",
  // nothing replicates from here, and one machine's reads need no processes of their own
  wal_level: "minimal",
  max_wal_senders: "0",
  max_logical_replication_workers: "0",
  io_method: "sync",
  // no statement of ours is worth compiling
  jit: "off",
  // a file instead of our pipe: a server that outlives its Lumi still has somewhere to write. A week of it
  logging_collector: "on",
  log_directory: "log",
  log_filename: "postgresql-%a.log",
  log_truncate_on_rotation: "on",
  log_rotation_age: "1d",
  // the details of a complaint quote values of rows, which are nobody's business
  log_error_verbosity: "terse"
})

const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]

/** No environment: ours holds secrets, and the account the server runs as could read them there. */
const surroundings = (who: Account) => ({ ...who, cwd: "/", env: {} })

/**
 * initdb is not atomic: aside, then renamed. PostgreSQL's own locale, so that no library of the system decides the order
 * of an index, and that knows the letters of all alphabets, unlike C.
 */
const initialise = Effect.fn("Server.initialise")(function*({ binaries, place: { dataDir }, who }: Plan) {
  if (isInitialised(dataDir)) return
  const aside = yield* Effect.try(() => prepareInitDir(dataDir, who))
  yield* Effect.tryPromise(() =>
    exec(
      path.join(binaries.bin, "initdb"),
      ["-D", aside, "-U", "lumi", "-A", "trust", "-E", "UTF8", "--data-checksums", "--no-instructions", ...locale],
      surroundings(who)
    )
  )
  yield* Effect.try(() => claimDataDir(aside, dataDir))
}, (effect, { place }) => Effect.mapError(effect, ({ cause }) => explain(path.dirname(place.dataDir))(cause)))

/** The end of the newest log: where the server writes once its collector runs. */
const lastLog = (dataDir: string) =>
  Effect.try(() => {
    const files = fs.readdirSync(logDir(dataDir)).map((name) => path.join(logDir(dataDir), name))
    const newest = files.toSorted((a, b) => fs.statSync(b).mtimeMs - fs.statSync(a).mtimeMs)[0]
    return newest === undefined ? "" : fs.readFileSync(newest, "utf8").slice(-4000)
  }).pipe(Effect.orElseSucceed(() => ""))

/** The server ended by itself; `message` is what it said. */
class Ended extends Data.TaggedError("Ended")<{ readonly message: string }> {}

const launch = Effect.fn("Server.launch")(function*({ binaries, flags, place: { dataDir, socketDir }, who }: Plan) {
  const options = Object.entries(settings(socketDir)).flatMap(([name, value]) => ["-c", `${name}=${value}`])
  const child = spawn(path.join(binaries.bin, "postgres"), ["-D", dataDir, ...options, ...flags], {
    ...surroundings(who),
    stdio: ["ignore", "ignore", "pipe"],
    detached: true // Ctrl-C must reach this process only, which stops the server in order
  })
  let said = ""
  child.stderr.on("data", (chunk) => {
    said = (said + chunk).slice(-4000)
  })
  const ended = Effect.callback<never, unknown>((resume) => {
    child.once("error", (cause) => resume(Effect.fail(cause)))
    child.once(
      "close",
      () => resume(Effect.flatMap(lastLog(dataDir), (log) => new Ended({ message: `${log}\n${said}` })))
    )
  })
  const ready = PidFile.running(dataDir).pipe(
    Effect.repeat({ schedule: Schedule.spaced("15 millis"), until: (file) => file?.pid === child.pid })
  )
  yield* Effect.raceFirst(ended, ready)
  // only now: until here the child is what keeps this process waiting
  child.unref()
  child.stderr.destroy()
})

const busy = (cause: unknown) => /lock file|still in use/.test(explain("")(cause).message)

/** A server of an earlier run that is still recovering or stopping is waited for, not fought. */
const settled = Effect.fnUntraced(function*({ dataDir, socketDir }: Place) {
  if ((yield* PidFile.running(dataDir)) !== undefined) return
  yield* Effect.try(() => PidFile.removeForeign(dataDir, socketDir)).pipe(Effect.flatten)
  yield* PidFile.read(dataDir).pipe(
    Effect.repeat({
      schedule: Schedule.spaced("100 millis"),
      times: 600,
      while: (file) => file !== undefined && /starting|stopping/.test(file.status) && PidFile.isAlive(file.pid)
    })
  )
})

const adoptOrLaunch = Effect.fnUntraced(function*(plan: Plan) {
  const { dataDir, socketDir } = plan.place
  yield* settled(plan.place)
  const before = yield* PidFile.running(dataDir)
  if (before === undefined) {
    // each time, because the Lumi that just left removed it
    yield* Effect.try({ try: () => prepareSocketDir(socketDir, plan.who), catch: explain(socketDir) })
    yield* launch(plan)
  }
  const file = before ?? (yield* PidFile.running(dataDir))
  if (file === undefined) return yield* new Ended({ message: "the server ended as soon as it was ready" })
  return { pid: file.pid, socketPath: file.socketPath, adopted: before !== undefined } satisfies Server
})

/** Adopts the server that runs on the directory, or starts one. */
export const start = Effect.fn("Server.start")(function*(plan: Plan) {
  yield* initialise(plan)
  // a postmaster that was killed leaves children that hold the directory for about a second
  return yield* adoptOrLaunch(plan).pipe(
    Effect.retry({ times: 40, schedule: Schedule.spaced("250 millis"), while: busy })
  )
}, (effect, plan) => Effect.mapError(effect, explain(path.dirname(plan.place.dataDir))))

const signal = (pid: number, name: NodeJS.Signals) => Effect.ignore(Effect.try(() => process.kill(pid, name)))

const gone = (pid: number, dataDir: string, times: number) =>
  PidFile.read(dataDir).pipe(
    Effect.map((file) => file?.pid !== pid || !PidFile.isAlive(pid)),
    Effect.repeat({ schedule: Schedule.spaced("25 millis"), times, until: (isGone) => isGone })
  )

/** Fast shutdown: rolls back what is open and writes a checkpoint. After 20 s without it: the next start recovers. */
export const stop = Effect.fn("Server.stop")(function*(pid: number, { dataDir, socketDir }: Place) {
  yield* signal(pid, "SIGINT")
  if (!(yield* gone(pid, dataDir, 800))) {
    yield* signal(pid, "SIGQUIT")
    yield* gone(pid, dataDir, 80)
  }
  yield* Effect.ignore(Effect.try(() => fs.rmdirSync(socketDir)))
})
