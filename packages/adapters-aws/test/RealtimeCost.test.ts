import { assert, layer as withLayer } from "@effect/vitest"
import { Realtime } from "@lumi/core/realtime/Realtime"
import { someone, ticketFor } from "@lumi/core/testing/contracts/OpenPages"
import { Effect } from "effect"
import { authorizerArn } from "../emulators/Iot.ts"
import { Meter } from "../src/dynamo/Meter.ts"
import { authorize } from "../src/iot/Authorizer.ts"
import * as Messages from "../src/iot/Messages.ts"
import { type Cost, counter } from "../testing/Budgets.ts"
import { testIot } from "../testing/Iot.ts"
import { withDynamo } from "../testing/Table.ts"

/** What a connection may cost the table, a dozen times a day for everybody. */
const budgets = {
  "to be let in": { requests: 2, read: 1, write: 1 },
  "to be seen connected": { requests: 3, read: 2, write: 1 },
  "to be seen gone": { requests: 2, read: 1, write: 1 },
  "to be cut off": { requests: 3, read: 2, write: 1 }
} satisfies Record<string, Cost>

const spending = Effect.fnUntraced(function*<A, E, R>(what: keyof typeof budgets, doing: Effect.Effect<A, E, R>) {
  const { take, use } = counter()
  yield* Effect.provideService(doing, Meter, use)
  const { read, requests, write } = take()
  const budget = budgets[what]
  process.stdout.write(`${what.padEnd(24)} ${requests} requests, ${read} units read, ${write} written\n`)
  assert.isAbove(requests, 0)
  assert.isTrue(requests <= budget.requests && read <= budget.read && write <= budget.write, what)
})

withDynamo(() => {
  withLayer(testIot(), { timeout: "4 minutes", excludeTestServices: true })(
    "What a connection costs on DynamoDB (IoT emulator)",
    (it) => {
      it.effect("no more than its budget, from the first packet to the last", () =>
        Effect.gen(function*() {
          const user = someone()
          const { clientId, password, username } = yield* ticketFor(user)
          const mqtt = { clientId, username, password: Buffer.from(password).toString("base64") }
          const attempt = { token: password, signatureVerified: true, protocolData: { mqtt } }
          const { disconnect } = yield* Realtime
          const handle = Messages.handle(() => Effect.void)
          const told = (eventType: string) => {
            const event = { clientId, eventType, sessionIdentifier: "s1", versionNumber: 0 }
            return handle({ Records: [{ messageId: "m", body: JSON.stringify(event) }] })
          }
          yield* spending("to be let in", authorize(attempt, authorizerArn))
          yield* spending("to be seen connected", told("connected"))
          yield* spending("to be cut off", disconnect(user))
          yield* spending("to be seen gone", told("disconnected"))
        }))
    }
  )
})
