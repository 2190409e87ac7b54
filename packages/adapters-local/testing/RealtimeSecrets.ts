import * as NodeCrypto from "@effect/platform-node/NodeCrypto"
import { Tickets } from "@lumi/core/realtime/Tickets"
import { Secrets } from "@lumi/core/Secrets"
import { Layer, Redacted } from "effect"
import { randomBytes } from "node:crypto"

const key = (id: string) => ({ id, value: Redacted.make(randomBytes(32).toString("base64url")) })

/** Secrets that only tickets are signed with. */
export const layer = Layer.sync(Secrets, () => ({
  auth: [],
  tickets: [key("2"), key("1")],
  invitePepper: Redacted.make(""),
  cursor: Redacted.make(""),
  vapid: Redacted.make("")
}))

/** Signs what a test wants to say, true or not. */
export const tickets = Tickets.layer.pipe(Layer.provide(NodeCrypto.layerMac))
