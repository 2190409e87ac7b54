import { Effect, Predicate, Schedule } from "effect"
import path from "node:path"
import * as Lock from "./Lock.ts"
import * as PidFile from "./PidFile.ts"
import type { Place } from "./Place.ts"
import { explain, PostgresError } from "./PostgresError.ts"
import * as Server from "./Server.ts"

/** A server and our part in it: an owner stops it when it leaves, a guest does not. */
export interface Tenancy {
  readonly _tag: "Tenancy"
  readonly owns: boolean
  readonly server: Server.Server
  readonly lock: Lock.Lock
}

const own = Effect.fn("Ownership.own")(function*(plan: Server.Plan, role: Lock.Role) {
  const server = yield* Server.start(plan)
  const lock = yield* Lock.own(server.socketPath, role)
  return lock._tag === "Held" ? lock : { _tag: "Tenancy", owns: true, server, lock } satisfies Tenancy
})

/** It may listen elsewhere than we would have it listen. */
const stop = ({ pid, socketPath }: Server.Server, { dataDir }: Place) =>
  Server.stop(pid, { dataDir, socketDir: path.dirname(socketPath) })

/** An adopted server may be older than the binaries: it is stopped, and started from the new ones. */
const current = Effect.fn("Ownership.current")(function*(plan: Server.Plan, role: Lock.Role) {
  const tenancy = yield* own(plan, role)
  if (tenancy._tag === "Held" || !tenancy.server.adopted) return tenancy
  const version = yield* Lock.serverVersion(tenancy.lock)
  if (version === plan.binaries.version) return tenancy
  yield* Effect.logInfo(`restarting PostgreSQL ${version} of an earlier run as ${plan.binaries.version}`)
  yield* stop(tenancy.server, plan.place)
  yield* Lock.release(tenancy.lock)
  return yield* own(plan, role)
})

const leave = Effect.fn("Ownership.leave")(function*(plan: Server.Plan, role: Lock.Role, tenancy: Tenancy) {
  if (tenancy.owns) {
    if (role === "command") yield* Lock.seeGuestsOff(tenancy.lock)
    // without the lock the server may be somebody else's by now. The lock goes last: nobody adopts what is about to stop
    if (yield* Lock.isHeld(tenancy.lock)) yield* stop(tenancy.server, plan.place)
  }
  yield* Lock.release(tenancy.lock)
})

const running = Effect.fnUntraced(function*(plan: Server.Plan, held: Lock.Held) {
  const file = yield* PidFile.running(plan.place.dataDir)
  if (file === undefined) return held
  const lock = yield* Lock.join(file.socketPath)
  const server: Server.Server = { pid: file.pid, socketPath: file.socketPath, adopted: true }
  return lock._tag === "Held" ? lock : { _tag: "Tenancy", owns: false, server, lock } satisfies Tenancy
})

const once = Effect.fnUntraced(function*(plan: Server.Plan, role: Lock.Role, mayJoin: boolean) {
  const tenancy = yield* current(plan, role)
  return tenancy._tag === "Held" && mayJoin ? yield* running(plan, tenancy) : tenancy
})

const again = Schedule.spaced("250 millis")

/**
 * Owns the server, or, where allowed, joins the one that runs. A command that owns it is waited for: it will be gone in
 * a moment. An app is not: it stays.
 */
export const settle = Effect.fn("Ownership.settle")(function*(plan: Server.Plan, role: Lock.Role, mayJoin: boolean) {
  const dir = path.dirname(plan.place.dataDir)
  const attempt = Effect.acquireRelease(
    Effect.mapError(once(plan, role, mayJoin), explain(dir)),
    (result) => result._tag === "Tenancy" ? leave(plan, role, result) : Effect.void
  )
  const result = yield* attempt.pipe(
    // a server that is stopping right now turns its back on us: it is tried again
    Effect.retry({ schedule: again, times: 20, while: ({ cause }) => Predicate.isTagged(cause, "SqlError") }),
    Effect.repeat({
      schedule: again,
      times: 60,
      while: (result) => result._tag === "Held" && (mayJoin || !result.by.startsWith("app"))
    })
  )
  if (result._tag === "Tenancy") return result
  return yield* new PostgresError({
    reason: "AlreadyRunning",
    message:
      `another Lumi (${result.by.replace(" ", ", process ")}) is already running on ${dir}: stop it first, or give this`
      + " one its own LUMI_HOME"
  })
})
