import * as NodeCrypto from "@effect/platform-node/NodeCrypto"
import type { UserId } from "@lumi/core/accounts/Account"
import * as Hint from "@lumi/core/realtime/Hint"
import { Realtime } from "@lumi/core/realtime/Realtime"
import { Tickets } from "@lumi/core/realtime/Tickets"
import * as Topics from "@lumi/core/realtime/Topics"
import { Context, Effect, Layer } from "effect"
import { Dynamo } from "./Dynamo.ts"
import * as Closing from "./iot/Closing.ts"
import * as Connections from "./iot/Connections.ts"
import { DataPlane } from "./iot/DataPlane.ts"
import { endpoint } from "./iot/Endpoint.ts"
import * as Floors from "./iot/Floors.ts"
import { authorizer } from "./iot/Rules.ts"
import { TokenSigner } from "./iot/TokenSigner.ts"

/** The most that a page may wait before the partner knows: every report costs. */
const beatSeconds = 60

/** How many hints are under way at once. */
const concurrency = 32

/** Realtime by IoT Core. What must be known by every function, floors and connections, is in the table. */
export const layerNoDeps = Layer.effect(
  Realtime,
  Effect.gen(function*() {
    const tickets = yield* Tickets
    const signer = yield* TokenSigner
    const plane = yield* DataPlane
    const iot = yield* endpoint
    const services = Context.pick(Dynamo, DataPlane)(yield* Effect.context<Dynamo | DataPlane>())

    const publish = Effect.fnUntraced(function*(hint: Hint.Addressed) {
      const { payload } = yield* Effect.orDie(Hint.encode(hint))
      yield* plane.publish(Topics.inbox(hint.user, hint.topic), payload, Hint.qos[hint.topic])
    })

    const ticket: Realtime["Service"]["ticket"] = Effect.fnUntraced(function*(request) {
      const minted = yield* tickets.mint(request, { url: iot.pages, beatSeconds })
      const query = new URLSearchParams({
        "x-amz-customauthorizer-name": iot.authorizer,
        [authorizer.tokenKey]: minted.password,
        "x-amz-customauthorizer-signature": yield* signer.sign(minted.password)
      })
      return { ...minted, url: `${iot.pages}/mqtt?${query}` }
    })

    // the floor first: a connection that is not found yet is not let in any more
    const closeAll = (user: UserId, floor: ReturnType<typeof Floors.cut>) =>
      Effect.flatMap(
        floor,
        (floor) => Effect.flatMap(Connections.ofUser(user), (known) => Closing.closeVoid(floor, known))
      ).pipe(
        Effect.provideContext(services)
      )

    return Realtime.of({
      publish,
      publishMany: (hints) => Effect.forEach(hints, publish, { concurrency, discard: true }),
      ticket,
      admit: (user, membership) => closeAll(user, Floors.raise(user, membership)),
      disconnect: (user) => closeAll(user, Floors.cut(user))
    })
  })
)

/** Signs and reads tickets with the keys of `Secrets`. */
export const tickets = Tickets.layer.pipe(Layer.provide(NodeCrypto.layerMac))

export const layer = layerNoDeps.pipe(Layer.provide([tickets, DataPlane.layer]))
