import type { UserId } from "@lumi/core/accounts/Account"
import * as Floor from "@lumi/core/realtime/Floor"
import type { Membership } from "@lumi/core/realtime/Ticket"
import { Epoch, RelationshipId } from "@lumi/core/relationships/Relationship"
import { Clock, Effect, Option, Schedule, Schema } from "effect"
import { randomUUID } from "node:crypto"
import { as, Dynamo } from "../Dynamo.ts"
import { absent } from "../dynamo/Expression.ts"

const Row = Schema.Struct({
  membership: Schema.optionalKey(Schema.Struct({ relationship: RelationshipId, epoch: Epoch })),
  cutAt: Schema.optionalKey(Schema.Int),
  forgetAt: Schema.Int,
  /** another one with every change */
  stamp: Schema.String
})

const decode = Schema.decodeUnknownEffect(Row)

const keyOf = (user: UserId) => ({ PK: `USER#${user}`, SK: "FLOOR" })

const floorOf = ({ cutAt = -Infinity, forgetAt, membership }: typeof Row.Type): Floor.Floor => ({
  membership: Option.fromUndefinedOr(membership),
  cutAt,
  forgetAt
})

const find = Effect.fnUntraced(function*(user: UserId, now: number) {
  const dynamo = yield* Dynamo
  const item = yield* dynamo.get(keyOf(user))
  if (Option.isNone(item)) return { floor: undefined, stamp: undefined }
  const row = yield* decode(item.value)
  return { floor: row.forgetAt > now ? floorOf(row) : undefined, stamp: row.stamp }
})

/** What a user's tickets must not fall below, as all functions see it at this moment. */
export const read = Effect.fn("Iot.Floors.read")(
  function*(user: UserId) {
    return (yield* find(user, yield* Clock.currentTimeMillis)).floor
  },
  as("Realtime.floor")
)

/** The rule says what a floor becomes; it is written only over what the rule has seen, so no change is ever undone. */
const change = Effect.fnUntraced(
  function*(user: UserId, next: (floor: Floor.Floor | undefined, now: number) => Floor.Floor) {
    const dynamo = yield* Dynamo
    const now = yield* Clock.currentTimeMillis
    const { floor, stamp } = yield* find(user, now)
    const { cutAt, forgetAt, membership } = next(floor, now)
    yield* dynamo.put(
      {
        ...keyOf(user),
        membership: Option.getOrUndefined(membership),
        cutAt: cutAt === -Infinity ? undefined : cutAt,
        forgetAt,
        stamp: randomUUID(),
        ttl: Math.ceil(forgetAt / 1000)
      },
      stamp === undefined ? { if: absent } : { if: "#stamp = :stamp", values: { stamp } }
    )
    return { membership, cutAt, forgetAt }
  },
  Effect.retry({
    while: ({ _tag }) => _tag === "ConditionFailed",
    schedule: Schedule.exponential("10 millis").pipe(Schedule.jittered),
    times: 10
  }),
  as("Realtime.floor"),
  Effect.catchTag("ConditionFailed", Effect.die)
)

/** A user's membership became this one; gives the floor from now on. */
export const raise = (user: UserId, membership: Membership) =>
  change(user, (floor, now) => Floor.raise(floor, membership, now))

/** Everything signed so far became void; gives the floor from now on. */
export const cut = (user: UserId) => change(user, Floor.cut)
