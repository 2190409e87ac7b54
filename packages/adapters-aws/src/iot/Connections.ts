import type { UserId } from "@lumi/core/accounts/Account"
import { Claims } from "@lumi/core/realtime/Ticket"
import { clientId, type DeviceId } from "@lumi/core/realtime/Topics"
import { Clock, Effect, Schema } from "effect"
import { as, Dynamo } from "../Dynamo.ts"

/**
 * A ticket that opened a connection, or is about to. Several may be known of one page: which of them its connection was
 * opened with is not always known, and then it counts by the worst.
 */
const Row = Schema.Struct({
  SK: Schema.String,
  claims: Claims,
  ttl: Schema.Int,
  /** the connection as IoT calls it, once it has said that it is there */
  session: Schema.optionalKey(Schema.String)
})
export type Connection = typeof Row.Type

const decode = Schema.decodeUnknownEffect(Schema.Array(Row))

/** The longest that IoT keeps a connection which the authorizer lets in: the least it can be told. */
export const lifeSeconds = 300

/** Until the connection is over for sure, with what passes until it begins and is seen to be gone. */
const kept = lifeSeconds + 60

/** Under which a user's connections are kept. */
export const pkOf = (user: UserId) => `USER#${user}`
const skOf = (device: DeviceId, exp?: number) => `CONN#${device}#${exp ?? ""}`

const put = Effect.fnUntraced(function*(claims: Claims, session?: string) {
  const dynamo = yield* Dynamo
  const ttl = Math.ceil((yield* Clock.currentTimeMillis) / 1000) + kept
  yield* dynamo.put({ PK: pkOf(claims.u), SK: skOf(claims.dev, claims.exp), claims, session, ttl })
})

/** Known before anybody is let in: whoever cuts a user off after this finds it. */
export const announce = Effect.fn("Iot.Connections.announce")(
  function*(claims: Claims) {
    yield* put(claims)
  },
  Effect.catchTag("ConditionFailed", Effect.die),
  as("Realtime.connect")
)

const find = Effect.fnUntraced(function*(user: UserId, beginsWith: string) {
  const dynamo = yield* Dynamo
  const now = (yield* Clock.currentTimeMillis) / 1000
  const { items } = yield* dynamo.query({ pk: pkOf(user), range: { beginsWith } })
  return (yield* decode(items)).filter(({ ttl }) => ttl > now)
})

/** Those of a user, of all pages. */
export const ofUser = Effect.fn("Iot.Connections.ofUser")(
  (user: UserId) => find(user, "CONN#"),
  as("Realtime.connections")
)

/**
 * IoT says that a page is connected: it is known from now on by this session, unless a later one was told before. Gives
 * what is known of the page. One of which nothing is known any more is taken for the oldest there could be.
 */
export const confirm = Effect.fn("Iot.Connections.confirm")(
  function*(user: UserId, device: DeviceId, session: string, version: number) {
    const dynamo = yield* Dynamo
    const known = yield* find(user, skOf(device))
    if (known.length === 0) {
      const claims = { u: user, dev: device, rel: null, epoch: 0, cid: clientId(user, device), exp: 0 }
      yield* put(claims, session)
      return yield* find(user, skOf(device))
    }
    yield* Effect.forEach(known, ({ SK }) =>
      dynamo.update({ PK: pkOf(user), SK }, {
        by: "SET #session = :session, #version = :version",
        if: "attribute_exists(PK) AND (attribute_not_exists(#version) OR #version < :version)",
        values: { session, version }
      }).pipe(Effect.catchTag("ConditionFailed", () => Effect.void)), { discard: true })
    return known
  },
  Effect.catchTag("ConditionFailed", Effect.die),
  as("Realtime.connected")
)

/** IoT says that a session is over; a later one of the same page stays. */
export const end = Effect.fn("Iot.Connections.end")(
  function*(user: UserId, device: DeviceId, session: string) {
    const dynamo = yield* Dynamo
    const known = yield* find(user, skOf(device))
    yield* Effect.forEach(
      known.filter((one) => one.session === session),
      ({ SK }) =>
        dynamo.remove({ PK: pkOf(user), SK }, { if: "#session = :session", values: { session } }).pipe(
          Effect.catchTag("ConditionFailed", () => Effect.void)
        ),
      { discard: true }
    )
  },
  as("Realtime.disconnected")
)
