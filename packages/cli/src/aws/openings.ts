import { Aws } from "@lumi/adapters-aws/Aws"
import { Dynamo } from "@lumi/adapters-aws/Dynamo"
import * as Realtime from "@lumi/adapters-aws/Realtime"
import * as Secrets from "@lumi/adapters-aws/Secrets"
import { configured, of, Origin } from "@lumi/workers/http/Origin"
import { Effect, Layer, Option } from "effect"
import { failed } from "../CliError.ts"

/** Nobody listens here: the address is the one that people type. */
const origin = Effect.gen(function*() {
  const address = yield* configured
  if (Option.isSome(address)) return of({ host: address.value.hostname, port: 443 }, address)
  return yield* failed("LUMI_ORIGIN is not set: it is the address that people type, and the deployment prints it")
})

/** The address that people type. */
export const address = Effect.map(origin, ({ url }) => url)

/** Where people reach this instance, and how their open pages are reached. */
export const openings = Layer.merge(
  Realtime.layer.pipe(Layer.provide([Secrets.signer, Dynamo.layer])),
  Layer.effect(Origin, origin)
).pipe(Layer.provide(Aws.layer))
