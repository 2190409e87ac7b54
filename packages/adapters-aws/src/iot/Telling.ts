import { Tickets } from "@lumi/core/realtime/Tickets"
import { Effect, Layer } from "effect"
import * as Realtime from "../Realtime.ts"
import { DataPlane } from "./DataPlane.ts"
import { TokenSigner } from "./TokenSigner.ts"

const none = Effect.die(new Error("This function lets no page in: it may not read the keys of tickets."))

/** Realtime for functions that tell pages, or cut them off, and let none in: they need no secret. */
export const layer = Realtime.layerNoDeps.pipe(
  Layer.provide([
    Layer.succeed(Tickets, Tickets.of({ sign: () => none, open: () => none, mint: () => none })),
    Layer.succeed(TokenSigner, TokenSigner.of({ sign: () => none })),
    DataPlane.layer
  ])
)
