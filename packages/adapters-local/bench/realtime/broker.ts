// Ours as it is shipped: tickets, guard, embedded broker. A page reports, the server hears it and tells the partner.
// The tickets of all pages are given out at /tickets before anything is measured.
import { UserId } from "@lumi/core/accounts/Account"
import { NotificationId } from "@lumi/core/notifications/Notification"
import { Realtime } from "@lumi/core/realtime/Realtime"
import { Reports } from "@lumi/core/realtime/Reports"
import * as Topics from "@lumi/core/realtime/Topics"
import { Secrets } from "@lumi/core/Secrets"
import { Console, Effect, Layer, Option, Redacted } from "effect"
import { randomBytes } from "node:crypto"
import { createServer } from "node:http"
import { layerAedes } from "../../src/Realtime.ts"
import { Door } from "../../src/realtime/Door.ts"
import { pageCount, userOf } from "./pages.ts"

const secrets = Layer.sync(Secrets, () => ({
  auth: [],
  tickets: [{ id: "1", value: Redacted.make(randomBytes(32).toString("base64url")) }],
  invitePepper: Redacted.make(""),
  cursor: Redacted.make(""),
  vapid: Redacted.make("")
}))

const users = Array.from({ length: pageCount }, (_, page) => UserId.make(userOf(page)))
const partners = new Map(users.map((user, page) => [user, users[page ^ 1] ?? user]))
const read = [NotificationId.make(userOf(0))]

const program = Effect.gen(function*() {
  const realtime = yield* Realtime
  const door = yield* Door
  const device = Topics.DeviceId.make("device-1")
  const mint = Effect.runPromiseWith(yield* Effect.context())
  const server = createServer((_request, response) => {
    const tickets = Effect.forEach(users, (user) => realtime.ticket({ user, device, membership: Option.none() }))
    void mint(tickets).then((all) => response.end(JSON.stringify(all)))
  })
  server.on("upgrade", (request, socket, head) => door.upgrade(request, socket, head) || socket.destroy())
  yield* Effect.callback<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void)))
  const address = server.address()
  if (address !== null && typeof address === "object") yield* Console.log(`ready ${address.port}`)
  const reports = yield* Reports
  return yield* reports.run(({ user }) =>
    realtime.publish({ user: partners.get(user) ?? user, topic: "notif", payload: { v: 1, read } })
  )
})

await Effect.runPromise(Effect.scoped(program).pipe(Effect.provide(layerAedes.pipe(Layer.provide(secrets)))))
