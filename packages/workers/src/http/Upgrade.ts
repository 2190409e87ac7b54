import { Context } from "effect"
import type { IncomingMessage } from "node:http"
import type { Duplex } from "node:stream"

/** Takes over connections to `/mqtt`; who listens there is the broker's affair. Left out, the path does not exist. */
export class Upgrade extends Context.Service<Upgrade, {
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
}>()("@lumi/workers/http/Upgrade") {}
