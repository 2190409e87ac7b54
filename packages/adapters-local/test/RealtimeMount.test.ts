import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { assert, describe, it } from "@effect/vitest"
import { UserId } from "@lumi/core/accounts/Account"
import { Realtime } from "@lumi/core/realtime/Realtime"
import * as Topics from "@lumi/core/realtime/Topics"
import { Clock, Effect, Exit, Layer, Option, Scope } from "effect"
import { HttpRouter, HttpServerResponse } from "effect/http"
import mqtt from "mqtt"
import { createServer } from "node:http"
import * as Adapter from "../src/Realtime.ts"
import { attach } from "../src/realtime/Door.ts"
import * as Secrets from "./RealtimeSecrets.ts"

const hello = HttpRouter.add("GET", "/hello", Effect.succeed(HttpServerResponse.text("hello")))

describe("The door at a server of Effect", () => {
  it.live("shares the port with everything else, and stopping does not wait for pages", () =>
    Effect.gen(function*() {
      const server = createServer()
      const http = HttpRouter.serve(hello, { disableLogger: true, disableListenLog: true }).pipe(
        Layer.provide(NodeHttpServer.layer(() => server, { port: 0, host: "127.0.0.1" }))
      )
      // built after the server listens, so that it is undone before the server is closed
      const whole = Layer.effectDiscard(attach(server)).pipe(
        Layer.provide(http),
        Layer.provideMerge(Adapter.layerAedes),
        Layer.provide(Secrets.layer)
      )
      const scope = yield* Scope.make()
      const context = yield* Layer.buildWithScope(whole, scope)
      const address = server.address()
      const at = typeof address === "object" && address ? `127.0.0.1:${address.port}` : ""

      const text = yield* Effect.promise(() => fetch(`http://${at}/hello`).then((response) => response.text()))
      assert.strictEqual(text, "hello")
      const request = {
        user: UserId.make("019845e1-682f-7b02-a706-3b2422d13aec"),
        device: Topics.DeviceId.make("device-1"),
        membership: Option.none()
      }
      const { clientId, password, username } = yield* Realtime.use(({ ticket }) => ticket(request)).pipe(
        Effect.provideContext(context)
      )
      const options: mqtt.IClientOptions = { clientId, password, username, protocolVersion: 4, reconnectPeriod: 0 }
      const page = yield* Effect.promise(() => mqtt.connectAsync(`ws://${at}/mqtt`, options, false))
      const started = yield* Clock.currentTimeMillis
      yield* Scope.close(scope, Exit.void)
      assert.isBelow((yield* Clock.currentTimeMillis) - started, 1000)
      assert.isFalse(page.connected)
    }))
})
