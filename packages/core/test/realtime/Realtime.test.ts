import { Layer, Redacted } from "effect"
import * as Crypto from "../../src/Crypto.ts"
import { Tickets } from "../../src/realtime/Tickets.ts"
import { Secrets } from "../../src/Secrets.ts"
import * as Realtime from "../../testing/contracts/Realtime.ts"
import * as Reports from "../../testing/contracts/Reports.ts"
import * as Memory from "../../testing/memory/Realtime.ts"

const secrets = Layer.succeed(Secrets, {
  auth: [],
  tickets: [{ id: "1", value: Redacted.make("c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTMyLWI") }],
  invitePepper: Redacted.make(""),
  cursor: Redacted.make(""),
  vapid: Redacted.make("")
})

const layer = Memory.layer.pipe(Layer.provideMerge(Tickets.layer), Layer.provide([secrets, Crypto.layer]))

Realtime.suite("memory", layer)
Reports.suite("memory", layer)
