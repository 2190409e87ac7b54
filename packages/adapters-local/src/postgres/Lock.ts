import { PgConnection } from "@effect/sql-pg"
import { Effect, Exit, Queue, Scope } from "effect"

/** Who owns the server: the app for as long as it lives, or a command for the moment it takes. */
export type Role = "app" | "command"

/** held by the owner, the only one who may stop the server */
const owner = 7351001
/** shared by those who joined; a command that owns takes it alone before it stops the server under their feet */
const guests = 7351002

/** A lock on a connection of its own; `lost` ends when that connection does. */
export interface Lock {
  readonly _tag: "Lock"
  readonly scope: Scope.Closeable
  readonly connection: PgConnection.PgConnection
  readonly lost: Effect.Effect<void>
}

/** Somebody else has the lock: `app 4711`, or nobody any more. */
export interface Held {
  readonly _tag: "Held"
  readonly by: string
}

const connect = (socketPath: string, role: Role) =>
  PgConnection.make({
    path: socketPath,
    host: "localhost",
    username: "lumi",
    database: "postgres",
    applicationName: `lumi ${role} ${process.pid}`
  }).pipe(Effect.flatMap(({ pin }) => pin))

const holder = Effect.fnUntraced(function*(connection: PgConnection.PgConnection) {
  const { rows } = yield* connection.query(
    `select application_name as name from pg_locks join pg_stat_activity using (pid)
      where locktype = 'advisory' and objid = ${owner} and granted`
  )
  return String(rows[0]?.["name"] ?? "").replace("lumi ", "")
})

const take = (socketPath: string, role: Role, attempt: string) =>
  Effect.uninterruptible(Effect.gen(function*() {
    const scope = yield* Scope.make()
    const lock = Effect.gen(function*() {
      const connection = yield* connect(socketPath, role)
      const { rows } = yield* connection.query(`select ${attempt} as locked`)
      if (rows[0]?.["locked"] !== true) {
        const held: Held = { _tag: "Held", by: yield* holder(connection) }
        yield* Scope.close(scope, Exit.void)
        return held
      }
      // nobody notifies this channel: its queue fails when the connection does
      const silence = yield* connection.listen("lumi_lock")
      const lost = Effect.asVoid(Effect.exit(Queue.take(silence)))
      return { _tag: "Lock", scope, connection, lost } satisfies Lock
    })
    return yield* lock.pipe(Scope.provide(scope), Effect.onError(() => Scope.close(scope, Exit.void)))
  }))

/** The owner's lock, or who has it. */
export const own = (socketPath: string, role: Role) => take(socketPath, role, `pg_try_advisory_lock(${owner})`)

/** A guest's lock; it is held while the owner is about to stop the server. */
export const join = (socketPath: string) => take(socketPath, "command", `pg_try_advisory_lock_shared(${guests})`)

export const release = (lock: Lock): Effect.Effect<void> => Scope.close(lock.scope, Exit.void)

/** Still ours? A connection that was cut took the lock with it. */
export const isHeld = ({ connection }: Lock): Effect.Effect<boolean> =>
  Effect.map(Effect.exit(connection.query("select 1")), Exit.isSuccess)

/** The version of the server, as it says it: 18.4. */
export const serverVersion = ({ connection }: Lock) =>
  Effect.map(connection.query("show server_version"), ({ rows }) => String(rows[0]?.["server_version"]))

/** Waits for the guests to leave, at most ten seconds, and lets no new one in. */
export const seeGuestsOff = ({ connection }: Lock): Effect.Effect<void> =>
  connection.query("set lock_timeout = '10s'").pipe(
    Effect.andThen(connection.query(`select pg_advisory_lock(${guests})`)),
    Effect.ignore
  )
