import { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { Context, Effect, Layer, Predicate } from "effect"
import { Aws } from "../Aws.ts"
import { endpoint } from "./Endpoint.ts"

/** What the server asks of IoT: over HTTP, so a function that sleeps between two requests holds no connection. */
export class DataPlane extends Context.Service<DataPlane, {
  readonly publish: (topic: string, payload: string, qos: 0 | 1) => Effect.Effect<void, StoreUnavailable>
  /** Ends a connection without its last will; gives whether there was one. */
  readonly disconnect: (clientId: string) => Effect.Effect<boolean, StoreUnavailable>
}>()("@lumi/adapters-aws/iot/DataPlane") {
  static readonly layer = Layer.effect(
    DataPlane,
    Effect.gen(function*() {
      const aws = yield* Aws
      const { dataPlane } = yield* endpoint
      // most requests tell nobody anything: the client is loaded by the first that does
      const lazy = yield* Effect.cached(Effect.promise(async () => {
        const { DeleteConnectionCommand, IoTDataPlaneClient, PublishCommand } = await import(
          "@aws-sdk/client-iot-data-plane"
        )
        const client = new IoTDataPlaneClient({
          maxAttempts: 3,
          requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
          ...aws.configOf("iot"),
          endpoint: dataPlane
        })
        return { client, DeleteConnectionCommand, PublishCommand }
      }))
      type Loaded = Effect.Success<typeof lazy>

      const call = <A>(operation: string, request: (loaded: Loaded, signal: AbortSignal) => Promise<A>) =>
        Effect.flatMap(lazy, (loaded) =>
          Effect.tryPromise({
            try: (signal) => request(loaded, signal),
            catch: (cause) => new StoreUnavailable({ operation: `Iot.${operation}`, cause })
          })).pipe(Effect.withSpan(`Iot.${operation}`, { kind: "client" }))

      return DataPlane.of({
        publish: (topic, payload, qos) =>
          Effect.asVoid(
            call("publish", ({ client, PublishCommand }, abortSignal) =>
              client.send(new PublishCommand({ topic, payload: Buffer.from(payload), qos }), { abortSignal }))
          ),
        disconnect: (clientId) =>
          call(
            "disconnect",
            ({ client, DeleteConnectionCommand }, abortSignal) =>
              client.send(new DeleteConnectionCommand({ clientId, cleanSession: true, preventWillMessage: true }), {
                abortSignal
              })
          ).pipe(
            Effect.as(true),
            Effect.catchIf(({ cause }) => isGone(cause), () => Effect.succeed(false))
          )
      })
    })
  )
}

const isGone = (cause: unknown) => Predicate.hasProperty(cause, "name") && cause.name === "ResourceNotFoundException"
