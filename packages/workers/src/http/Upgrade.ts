import { Context, type Effect } from "effect"
import type { IncomingMessage } from "node:http"
import type { Duplex } from "node:stream"

/** Takes over connections to `/mqtt`; who listens there is the broker's affair. Left out, the path does not exist. */
export class Upgrade extends Context.Service<Upgrade, {
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Ends all connections in order, before the server closes. */
  readonly shut: Effect.Effect<void>
}>()("@lumi/workers/http/Upgrade") {}
