import * as AffirmationSchedule from "@lumi/adapters-aws/AffirmationSchedule"
import { Aws } from "@lumi/adapters-aws/Aws"
import { Dynamo } from "@lumi/adapters-aws/Dynamo"
import { account } from "@lumi/adapters-aws/inspect/Account"
import { configured, Misfit, misfitOf } from "@lumi/adapters-aws/inspect/Misfit"
import { queues } from "@lumi/adapters-aws/inspect/QueueFit"
import { table } from "@lumi/adapters-aws/inspect/TableFit"
import { DataPlane } from "@lumi/adapters-aws/iot/DataPlane"
import { endpoint } from "@lumi/adapters-aws/iot/Endpoint"
import * as Secrets from "@lumi/adapters-aws/Secrets"
import { Duration, Effect, Exit, Layer, Option } from "effect"
import { type Finding, look, runtime } from "../Finding.ts"
import { push } from "../push.ts"
import { zones } from "../zones.ts"
import { address } from "./openings.ts"

const skew = Effect.fnUntraced(function*(away: Option.Option<Duration.Duration>) {
  // the answer was under way, and tells whole seconds
  if (Option.isSome(away) && Duration.isGreaterThan(away.value, Duration.seconds(5))) {
    return yield* new Misfit({
      message: `this machine and AWS disagree about the time by ${Duration.format(away.value)}: set it by NTP`
    })
  }
  return Option.isSome(away) ? "agrees with AWS" : "AWS did not say what time it is"
})

/** The table, and the clock of whoever answered for it. */
const stored = Effect.gen(function*() {
  const found = yield* Effect.exit(table)
  const name = yield* look("table", Effect.map(found, ({ name }) => `${name}, as it should be`))
  if (Exit.isFailure(found)) return [name]
  const schedule = Layer.provide(AffirmationSchedule.layer, Dynamo.layer)
  return [
    name,
    yield* look("clock", skew(found.value.away)),
    yield* look("zones", Effect.provide(zones, schedule))
  ]
})

const secret = look(
  "secret",
  configured("LUMI_SECRETS_ID", "the name of the secret").pipe(
    Effect.flatMap((id) =>
      Effect.scoped(Layer.build(Secrets.layer)).pipe(
        Effect.catchTag("StoreUnavailable", ({ cause }) => Effect.fail(misfitOf(`secret ${id}`)(cause)))
      )
    ),
    Effect.as("can be read, and is strong")
  )
)

/** Asks for the end of a connection that nobody has: whoever may end connections is told that there is none. */
const dataPlane = Effect.gen(function*() {
  const { dataPlane } = yield* endpoint
  const plane = yield* DataPlane
  yield* Effect.mapError(plane.disconnect("lumi-doctor"), ({ cause }) => misfitOf(`endpoint ${dataPlane}`)(cause))
  return `${dataPlane} answers`
}).pipe(Effect.provide(DataPlane.layer))

const realtime = look(
  "realtime",
  Effect.andThen(
    configured("LUMI_IOT_ENDPOINT", "the host of IoT's data endpoint"),
    dataPlane
  )
)

/** Looks at everything an instance needs, in the order it needs it. */
export const checks = Effect.gen(function*() {
  const who = yield* look("account", Effect.map(account, ({ accessKeyId, region }) => `${region}, key ${accessKeyId}`))
  const instance = yield* look("instance", configured("LUMI_TABLE", "the name of the table"))
  const findings: ReadonlyArray<Finding> = [
    yield* runtime,
    instance,
    who,
    // without these two everything else would only say the same again
    ...(who.ok && instance.ok
      ? [
        ...(yield* stored),
        yield* look("queues", Effect.map(queues, (names) => `${names.join(", ")}, each with its dead letters`)),
        yield* secret,
        yield* realtime,
        yield* look("address", address),
        yield* push
      ]
      : [])
  ]
  return findings
}).pipe(Effect.provide(Aws.layer))
