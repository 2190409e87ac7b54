import { UserId } from "@lumi/core/accounts/Account"
import {
  Notification,
  NotificationId,
  NotificationKind,
  NotificationNotFound
} from "@lumi/core/notifications/Notification"
import { NotificationStore, type Telling, type Told } from "@lumi/core/notifications/NotificationStore"
import * as Page from "@lumi/core/Page"
import { Uuid } from "@lumi/core/Uuid"
import { Effect, Layer, Option, Schema } from "effect"
import { SqlClient } from "effect/sql"
import * as Statements from "./Statements.ts"

const keyOf = ({ kind, source, user }: Told) => `${user} ${kind} ${source}`

/** What a statement reads of one, by hand: they are many at a time, and what they hold has been decoded before. */
const rowOf = ({ notification, relationship }: Telling) => ({
  ...notification,
  relationship,
  createdAt: Statements.iso(notification.createdAt),
  readAt: Statements.isoOrNull(notification.readAt)
})

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const columns = sql.literal(
    `n.id, n.user_id as "user", n.kind, n.source, n.created_at as "createdAt", n.read_at as "readAt"`
  )

  /**
   * Says which may be told, and which of them are new; one that was withdrawn is there again. Locked and written in one order,
   * so that of two who write the same one waits, and never both. Whoever ends a relationship waits too.
   */
  const insert = Statements.all({
    Request: Schema.String,
    Result: Schema.Struct({ id: NotificationId, isNew: Schema.Boolean }),
    execute: (tellings) =>
      sql`with asked as (
          select * from jsonb_to_recordset(${tellings}::jsonb) as asked(relationship uuid, id uuid, "user" uuid, kind text,
            source uuid, "createdAt" timestamptz, "readAt" timestamptz)
        ), open as (
          select id, first_user, second_user from relationship
          where id in (select relationship from asked) and state = 'active' order by id for share
        ), told as materialized (
          select asked.* from asked
          join open on open.id = asked.relationship and asked."user" in (open.first_user, open.second_user)
        ), written as (
          insert into notification (id, user_id, kind, source, created_at, read_at)
          select distinct on ("user", kind, source) id, "user", kind, source, "createdAt", "readAt" from told
          order by "user", kind, source
          on conflict (user_id, kind, source) do update set withdrawn = false where notification.withdrawn
          returning id
        )
        select told.id, written.id is not null as "isNew" from told left join written on written.id = told.id`
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
  const find = Statements.first({
    Request: Schema.Struct({ user: UserId, id: NotificationId }),
    Result: Notification,
    execute: ({ id, user }) =>
      sql`select ${columns} from notification n where n.id = ${id} and n.user_id = ${user} and not n.withdrawn`
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
      function*(tellings) {
        if (tellings.length === 0) return []
        const isNew = new Map(
          (yield* insert(JSON.stringify(tellings.map(rowOf))))
            .map((one) => [one.id, one.isNew])
        )
        const notifications = tellings.map(({ notification }) => notification).filter(({ id }) => isNew.has(id))
        const open = notifications.filter(({ id }) => isNew.get(id) === false)
        const before = open.length === 0 ? [] : yield* kept(open)
        const known = new Map(
          [...notifications.filter(({ id }) => isNew.get(id)), ...before].map((one) => [keyOf(one), one])
        )
        return tellings.map(({ notification }) =>
          isNew.has(notification.id) ? Option.fromUndefinedOr(known.get(keyOf(notification))) : Option.none()
        )
      },
      Statements.as("NotificationStore.add")
    ),
    withdraw: Effect.fn("NotificationStore.withdraw")(
      (told) => withdraw(told),
      Effect.asVoid,
      Statements.as("NotificationStore.withdraw")
    ),
    find: Effect.fn("NotificationStore.find")(
      (user, id) => find({ user, id }),
      Statements.as("NotificationStore.find")
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
