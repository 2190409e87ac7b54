import { assert, layer as withLayer } from "@effect/vitest"
import { Clock, DateTime, Effect, Fiber, type Layer, Option } from "effect"
import { Realtime } from "../../src/realtime/Realtime.ts"
import { Tickets } from "../../src/realtime/Tickets.ts"
import * as Topics from "../../src/realtime/Topics.ts"
import { Pages } from "../memory/Realtime.ts"
import { claims, devices, hears, membership, notif, open, refused, someone, soon, ticketFor } from "./OpenPages.ts"

/**
 * What every Realtime must do, as pages and the server see it. Each adapter runs it against its own layer. Where the
 * broker cannot be told when to end a connection, it ends as long after it began as a ticket lives.
 */
export const suite = <E>(
  name: string,
  layer: Layer.Layer<Realtime | Tickets | Pages, E>,
  { endsWithTicket = true }: { readonly endsWithTicket?: boolean } = {}
) =>
  withLayer(layer, { timeout: "4 minutes", excludeTestServices: true })(`Realtime (${name})`, (it) => {
    it.effect("a hint reaches every page of its user and nobody else's", () =>
      Effect.gen(function*() {
        const [ada, ben] = [someone(), someone()]
        const [phone, laptop, his] = [yield* open(ada, "a-phone1"), yield* open(ada, "a-laptop"), yield* open(ben)]
        const realtime = yield* Realtime
        const hint = notif(ada)
        yield* realtime.publish(hint)
        yield* hears(phone, 1)
        yield* hears(laptop, 1)
        yield* hears(his, 0)
        assert.strictEqual(phone.heard()[0]?.topic, `lumi/v1/u/${ada}/notif`)
        assert.deepStrictEqual(JSON.parse(phone.heard()[0]?.text ?? ""), hint.payload)
        // somebody who is not there is no failure
        yield* realtime.publishMany([notif(ada), notif(someone()), notif(ben), notif(ada)])
        yield* hears(phone, 3)
        yield* hears(his, 1)
      }).pipe(Effect.scoped))

    it.effect("a page hears nothing before it subscribes and after it unsubscribes", () =>
      Effect.gen(function*() {
        const ada = someone()
        const realtime = yield* Realtime
        const pages = yield* Pages
        const page = yield* pages.connect({ ticket: yield* ticketFor(ada) })
        yield* realtime.publish(notif(ada))
        yield* page.subscribe(Topics.inboxFilter(ada))
        yield* realtime.publish(notif(ada))
        yield* hears(page, 1)
        yield* page.unsubscribe(Topics.inboxFilter(ada))
        yield* realtime.publish(notif(ada))
        yield* hears(page, 1)
      }).pipe(Effect.scoped))

    it.effect("a ticket names its page and the one filter, and is over in five minutes", () =>
      Effect.gen(function*() {
        const ada = someone()
        const ticket = yield* ticketFor(ada)
        assert.strictEqual(ticket.clientId, `${ada}:device-1`)
        assert.strictEqual(ticket.username, ada)
        assert.deepStrictEqual(ticket.filters, [`lumi/v1/u/${ada}/#`])
        const left = DateTime.toEpochMillis(ticket.expiresAt) - (yield* Clock.currentTimeMillis)
        assert.isTrue(left > 290_000 && left <= 300_000)
      }))

    it.effect("missing, forged, expired and foreign tickets are refused", () =>
      Effect.gen(function*() {
        const [ada, ben] = [someone(), someone()]
        const tickets = yield* Tickets
        const ticket = yield* ticketFor(ada)
        const [body, tag] = ticket.password.split(".")
        const [hisBody] = (yield* ticketFor(ben)).password.split(".")
        assert.isTrue(yield* refused({ ticket, password: "" }))
        assert.isTrue(yield* refused({ ticket, password: `${body}.` }))
        assert.isTrue(yield* refused({ ticket, password: `${hisBody}.${tag}` }))
        assert.isTrue(
          yield* refused({ ticket, password: `${body}.${tag?.replace(/^./, (c) => c === "A" ? "B" : "A")}` })
        )
        assert.isTrue(yield* refused({ ticket: yield* ticketFor(ada, "device-2"), clientId: ticket.clientId }))
        assert.isTrue(yield* refused({ ticket, clientId: `${ben}:device-1` }))
        assert.isTrue(yield* refused({ ticket, username: ben }))
        assert.isTrue(yield* refused({ ticket, clean: false }))
        const over = yield* tickets.sign(claims(ada, (yield* Clock.currentTimeMillis) - 1))
        assert.isTrue(yield* refused({ ticket, password: over }))
        assert.isFalse(yield* refused({ ticket }))
      }))

    it.effect("a last will is a publish: a foreign or retained one is refused", () =>
      Effect.gen(function*() {
        const [ada, ben] = [someone(), someone()]
        const ticket = yield* ticketFor(ada)
        const own = Topics.report(ada, devices("device-1"), "presence")
        const his = Topics.report(ben, devices("device-1"), "presence")
        assert.isTrue(yield* refused({ ticket, will: { topic: his, text: "gone" } }))
        assert.isTrue(yield* refused({ ticket, will: { topic: Topics.inbox(ben, "notif"), text: "gone" } }))
        assert.isTrue(yield* refused({ ticket, will: { topic: own, text: "gone", retain: true } }))
        assert.isFalse(yield* refused({ ticket, will: { topic: own, text: "gone" } }))
      }))

    it.effect("every filter but one's own inbox is refused, and the connection stays", () =>
      Effect.gen(function*() {
        const [ada, ben] = [someone(), someone()]
        const page = yield* open(ada)
        const his = Topics.inboxFilter(ben)
        const filters = ["#", "+/#", "lumi/#", "lumi/v1/u/#", "lumi/v1/u/+/#", his, `lumi/v1/u/${ben}/notif`]
        for (const filter of [...filters, "lumi/v1/c/#", "$SYS/#", `$share/g/${his}`, `lumi/v1/u/${ada}/+`]) {
          assert.isFalse(yield* page.subscribe(filter), filter)
        }
        const realtime = yield* Realtime
        yield* realtime.publishMany([notif(ben), notif(ada)])
        yield* hears(page, 1)
        assert.isTrue(page.isOpen())
      }).pipe(Effect.scoped))

    it.effect("a newer connection of the same page takes over", () =>
      Effect.gen(function*() {
        const ada = someone()
        const elder = yield* open(ada)
        const younger = yield* open(ada)
        yield* soon(elder.closed)
        yield* Realtime.use((realtime) => realtime.publish(notif(ada)))
        yield* hears(younger, 1)
        assert.strictEqual(elder.heard().length, 0)
      }).pipe(Effect.scoped))

    if (endsWithTicket) {
      it.effect("a connection ends with its ticket", () =>
        Effect.gen(function*() {
          const ada = someone()
          const tickets = yield* Tickets
          const now = yield* Clock.currentTimeMillis
          const page = yield* open(ada, "device-1", { password: yield* tickets.sign(claims(ada, now + 400)) })
          yield* soon(page.closed)
          assert.isAtLeast((yield* Clock.currentTimeMillis) - now, 399)
        }).pipe(Effect.scoped))
    }

    it.effect("a user who is disconnected is gone within a second and needs a new ticket", () =>
      Effect.gen(function*() {
        const [ada, ben] = [someone(), someone()]
        const realtime = yield* Realtime
        const old = yield* ticketFor(ada, "device-2")
        const [page, his] = [yield* open(ada), yield* open(ben)]
        const closed = yield* Effect.forkChild(soon(page.closed))
        yield* realtime.disconnect(ada)
        yield* realtime.publish(notif(ada))
        yield* Fiber.join(closed)
        assert.strictEqual(page.heard().length, 0)
        assert.isTrue(yield* refused({ ticket: old }))
        // what was signed in the very millisecond of the cut is void with the rest
        assert.isFalse(yield* refused({ ticket: yield* Effect.delay(ticketFor(ada), "2 millis") }))
        assert.isTrue(his.isOpen())
      }).pipe(Effect.scoped))

    it.effect("a changed relationship ends what was let in before it, in whatever order it is told", () =>
      Effect.gen(function*() {
        const ada = someone()
        const realtime = yield* Realtime
        const pages = yield* Pages
        const single = yield* ticketFor(ada, "device-0", Option.none())
        const first = yield* ticketFor(ada, "device-1", Option.some(membership(1, 1)))
        const second = yield* ticketFor(ada, "device-2", Option.some(membership(1, 2)))
        const later = yield* ticketFor(ada, "device-3", Option.some(membership(2, 1)))
        const [before, during] = [yield* pages.connect({ ticket: first }), yield* pages.connect({ ticket: second })]
        yield* realtime.admit(ada, membership(1, 2))
        yield* soon(before.closed)
        yield* realtime.admit(ada, membership(1, 1))
        assert.isTrue(yield* refused({ ticket: single }))
        assert.isTrue(yield* refused({ ticket: first }))
        assert.isFalse(yield* refused({ ticket: later }))
        assert.isTrue(during.isOpen())
        yield* realtime.admit(ada, membership(2, 1))
        yield* soon(during.closed)
        assert.isTrue(yield* refused({ ticket: second }))
        assert.isFalse(yield* refused({ ticket: later }))
      }).pipe(Effect.scoped))
  })
