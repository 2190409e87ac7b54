import { UserId } from "@lumi/core/accounts/Account"
import {
  Notification,
  NotificationId,
  NotificationKind,
  NotificationNotFound
} from "@lumi/core/notifications/Notification"
import { NotificationStore, type Told } from "@lumi/core/notifications/NotificationStore"
import * as Page from "@lumi/core/Page"
import { Uuid } from "@lumi/core/Uuid"
import { Effect, Layer, Option, Schema } from "effect"
import { SqlClient } from "effect/sql"
import * as Statements from "./Statements.ts"

const keyOf = ({ kind, source, user }: Told) => `${user} ${kind} ${source}`

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const columns = sql.literal(
    `n.id, n.user_id as "user", n.kind, n.source, n.created_at as "createdAt", n.read_at as "readAt"`
  )

  /**
   * Says which are new; one that was withdrawn is there again. Written in one order, so that of two who write the same one
   * waits, and never both.
   */
  const insert = Statements.all({
    Request: Statements.many(Notification),
    Result: Schema.Struct({ id: NotificationId }),
    execute: (notifications) =>
      sql`insert into notification (id, user_id, kind, source, created_at, read_at)
        select distinct on ("user", kind, source) id, "user", kind, source, "createdAt", "readAt"
        from jsonb_to_recordset(${notifications}::jsonb)
          as asked(id uuid, "user" uuid, kind text, source uuid, "createdAt" timestamptz, "readAt" timestamptz)
        order by "user", kind, source
        on conflict (user_id, kind, source) do update set withdrawn = false where notification.withdrawn
        returning id`
  })
  const kept = Statements.all({
    Request: Statements.many(Notification),
    Result: Notification,
    execute: (notifications) =>
      sql`select ${columns} from jsonb_to_recordset(${notifications}::jsonb) as asked("user" uuid, kind text, source uuid)
        join notification n on n.user_id = asked."user" and n.kind = asked.kind and n.source = asked.source`
  })
  const withdraw = Statements.all({
    Request: Schema.Struct({ user: UserId, kind: NotificationKind, source: Uuid }),
    Result: Schema.Unknown,
    execute: ({ kind, source, user }) =>
      sql`update notification set withdrawn = true
        where user_id = ${user} and kind = ${kind} and source = ${source} and read_at is null`
  })
  const list = Statements.all({
    Request: Schema.Struct({ user: UserId, after: Schema.String, limit: Schema.Int }),
    Result: Notification,
    execute: ({ after, limit, user }) =>
      sql`select ${columns} from notification n where n.user_id = ${user} and n.id < ${after}::uuid and not n.withdrawn
        order by n.id desc limit ${limit}`
  })
  const markRead = Statements.first({
    Request: Schema.Struct({ user: UserId, id: NotificationId, at: Schema.DateTimeUtcFromString }),
    Result: Notification,
    execute: ({ at, id, user }) =>
      sql`update notification n set read_at = coalesce(n.read_at, ${at}) where n.id = ${id} and n.user_id = ${user}
          and not n.withdrawn
        returning ${columns}`
  })

  return NotificationStore.of({
    add: Effect.fn("NotificationStore.add")(
      function*(notifications) {
        if (notifications.length === 0) return []
        const written = new Set((yield* insert(notifications)).map(({ id }) => id))
        const open = notifications.filter(({ id }) => !written.has(id))
        const before = open.length === 0 ? [] : yield* kept(open)
        const known = new Map(
          [...notifications.filter(({ id }) => written.has(id)), ...before].map((one) => [keyOf(one), one])
        )
        return notifications.map((one) => known.get(keyOf(one))!)
      },
      Statements.as("NotificationStore.add")
    ),
    withdraw: Effect.fn("NotificationStore.withdraw")(
      (told) => withdraw(told),
      Effect.asVoid,
      Statements.as("NotificationStore.withdraw")
    ),
    list: Effect.fn("NotificationStore.list")(
      (user, after, limit) =>
        Effect.map(
          list({ user, after: Option.getOrElse(after, () => Statements.highest), limit: limit + 1 }),
          (rows) => Page.of(rows, limit, ({ id }) => id)
        ),
      Statements.as("NotificationStore.list")
    ),
    markRead: Effect.fn("NotificationStore.markRead")(
      (user, id, at) => markRead({ user, id, at }),
      Effect.flatMap(Option.match({
        onNone: () => Effect.fail(new NotificationNotFound()),
        onSome: (notification) => Effect.succeed(notification)
      })),
      Statements.as("NotificationStore.markRead")
    )
  })
})

/** Inboxes in the table `notification`. */
export const layer: Layer.Layer<NotificationStore, never, SqlClient.SqlClient> = Layer.effect(NotificationStore, make)
