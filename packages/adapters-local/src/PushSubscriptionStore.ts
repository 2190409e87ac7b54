import { UserId } from "@lumi/core/accounts/Account"
import { NotificationId } from "@lumi/core/notifications/Notification"
import {
  PushEndpointTaken,
  PushSubscription,
  PushSubscriptionId,
  PushSubscriptionNotFound,
  remembered
} from "@lumi/core/push/PushSubscription"
import { PushSubscriptionStore } from "@lumi/core/push/PushSubscriptionStore"
import { Effect, Layer, Option, Schema } from "effect"
import { SqlClient } from "effect/sql"
import * as Statements from "./Statements.ts"

const Place = Schema.Struct({ user: UserId, id: PushSubscriptionId })
const At = Schema.Struct({ ...Place.fields, at: Schema.DateTimeUtcFromString })

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const columns = sql.literal(
    `p.id, p.user_id as "user", p.endpoint, p.p256dh, p.auth, p.name, p.created_at as "createdAt",
      p.accepted_at as "acceptedAt", p.failures, p.failed_at as "failedAt", p.error, to_jsonb(p.taken) as taken`
  )

  const save = Statements.first({
    Request: PushSubscription,
    Result: PushSubscription,
    execute: ({ auth, createdAt, endpoint, id, name, p256dh, user }) =>
      sql`insert into push_subscription as p
        (id, user_id, endpoint, p256dh, auth, name, created_at, failures, taken)
        values (${id}, ${user}, ${endpoint}, ${p256dh}, ${auth}, ${name}, ${createdAt}, 0, '{}')
        on conflict (endpoint) do update set p256dh = excluded.p256dh, auth = excluded.auth
        where p.user_id = excluded.user_id returning ${columns}`
  })
  const list = Statements.all({
    Request: UserId,
    Result: PushSubscription,
    execute: (user) => sql`select ${columns} from push_subscription p where p.user_id = ${user} order by p.id`
  })
  const subscribed = Statements.all({
    Request: Statements.many(UserId),
    Result: Schema.Struct({ user: UserId }),
    execute: (users) =>
      sql`select distinct p.user_id as "user" from jsonb_array_elements_text(${users}::jsonb) as asked
        join push_subscription p on p.user_id = asked::uuid`
  })
  const rename = Statements.first({
    Request: Schema.Struct({ ...Place.fields, name: Schema.String }),
    Result: PushSubscription,
    execute: ({ id, name, user }) =>
      sql`update push_subscription p set name = ${name} where p.id = ${id} and p.user_id = ${user} returning ${columns}`
  })
  const remove = Statements.all({
    Request: Place,
    Result: Schema.Unknown,
    execute: ({ id, user }) => sql`delete from push_subscription where id = ${id} and user_id = ${user}`
  })
  const markTaken = Statements.all({
    Request: Schema.Struct({ ...At.fields, notification: Schema.NullOr(NotificationId) }),
    Result: Schema.Unknown,
    execute: ({ at, id, notification, user }) =>
      sql`update push_subscription set
          accepted_at = ${at}::timestamptz, failures = 0, failed_at = null, error = null,
          taken = case when ${notification}::uuid is null or ${notification}::uuid = any(taken) then taken
            else (taken || ${notification}::uuid)[greatest(1, cardinality(taken) + 2 - ${remembered}::int):] end
        where id = ${id} and user_id = ${user}`
  })
  const markFailed = Statements.all({
    Request: Schema.Struct({ ...At.fields, error: Schema.String }),
    Result: Schema.Unknown,
    execute: ({ at, error, id, user }) =>
      sql`update push_subscription set failures = failures + 1, failed_at = ${at}::timestamptz, error = ${error}
        where id = ${id} and user_id = ${user}`
  })

  return PushSubscriptionStore.of({
    save: Effect.fn("PushSubscriptionStore.save")(
      (subscription) => save(subscription),
      Effect.flatMap(Option.match({
        onNone: () => Effect.fail(new PushEndpointTaken()),
        onSome: (kept) => Effect.succeed(kept)
      })),
      Statements.as("PushSubscriptionStore.save")
    ),
    list: Effect.fn("PushSubscriptionStore.list")((user) => list(user), Statements.as("PushSubscriptionStore.list")),
    subscribed: Effect.fn("PushSubscriptionStore.subscribed")(
      (users) => users.length === 0 ? Effect.succeed([]) : subscribed(users),
      Effect.map((rows) => rows.map(({ user }) => user)),
      Statements.as("PushSubscriptionStore.subscribed")
    ),
    rename: Effect.fn("PushSubscriptionStore.rename")(
      (user, id, name) => rename({ user, id, name }),
      Effect.flatMap(Option.match({
        onNone: () => Effect.fail(new PushSubscriptionNotFound()),
        onSome: (renamed) => Effect.succeed(renamed)
      })),
      Statements.as("PushSubscriptionStore.rename")
    ),
    remove: Effect.fn("PushSubscriptionStore.remove")(
      (user, id) => remove({ user, id }),
      Effect.asVoid,
      Statements.as("PushSubscriptionStore.remove")
    ),
    markTaken: Effect.fn("PushSubscriptionStore.markTaken")(
      (user, id, at, notification) => markTaken({ user, id, at, notification: notification ?? null }),
      Effect.asVoid,
      Statements.as("PushSubscriptionStore.markTaken")
    ),
    markFailed: Effect.fn("PushSubscriptionStore.markFailed")(
      (user, id, at, error) => markFailed({ user, id, at, error }),
      Effect.asVoid,
      Statements.as("PushSubscriptionStore.markFailed")
    )
  })
})

/** Subscriptions in the table `push_subscription`. */
export const layer: Layer.Layer<PushSubscriptionStore, never, SqlClient.SqlClient> = Layer.effect(
  PushSubscriptionStore,
  make
)
