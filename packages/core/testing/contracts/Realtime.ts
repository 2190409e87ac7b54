import { assert, layer as withLayer } from "@effect/vitest"
import { Clock, DateTime, Effect, Fiber, type Layer, Option, Queue, Stream } from "effect"
import { UserId } from "../../src/accounts/Account.ts"
import { NotificationId } from "../../src/notifications/Notification.ts"
import type { Addressed } from "../../src/realtime/Hint.ts"
import { Realtime, type Report } from "../../src/realtime/Realtime.ts"
import { type Claims, type Membership } from "../../src/realtime/Ticket.ts"
import { Tickets } from "../../src/realtime/Tickets.ts"
import * as Topics from "../../src/realtime/Topics.ts"
import { Epoch, RelationshipId } from "../../src/relationships/Relationship.ts"
import { type Connecting, type Page, Pages } from "../memory/Realtime.ts"

const uuid = (n: number) => `019845e1-682f-7b02-a706-${n.toString(16).padStart(12, "0")}`
let people = 0
const someone = () => UserId.make(uuid(++people))
const membership = (relationship: number, epoch: number): Membership => ({
  relationship: RelationshipId.make(uuid(relationship)),
  epoch: Epoch.make(epoch)
})
const devices = Topics.DeviceId.make
let notifications = 0
const notif = (user: UserId): Addressed => ({
  user,
  topic: "notif",
  payload: { v: 1, read: [NotificationId.make(uuid(++notifications))] }
})
const us = Option.some(membership(1, 1))

const ticketFor = (user: UserId, device = "device-1", member: Option.Option<Membership> = us) =>
  Realtime.use((realtime) => realtime.ticket({ user, device: devices(device), membership: member }))

/** A page of `user` that reads the inbox. */
const open = Effect.fnUntraced(function*(user: UserId, device = "device-1", more: Partial<Connecting> = {}) {
  const pages = yield* Pages
  const page = yield* pages.connect({ ticket: yield* ticketFor(user, device), ...more })
  assert.isTrue(yield* page.subscribe(Topics.inboxFilter(user)))
  return page
})

/** Whether the broker turns this attempt away. */
const refused = (connecting: Connecting) =>
  Pages.use((pages) => pages.connect(connecting)).pipe(
    Effect.as(false),
    Effect.catchTag("PageRefused", () => Effect.succeed(true)),
    Effect.scoped
  )

/** Waits until a page has heard `count` hints; asserts that it heard no more a moment later. */
const hears = Effect.fnUntraced(function*(page: Page, count: number) {
  yield* Effect.whileLoop({
    while: () => page.heard().length < count,
    body: () => Effect.sleep("2 millis"),
    step: () => {}
  }).pipe(Effect.timeoutOption("2 seconds"))
  yield* Effect.sleep("30 millis")
  assert.strictEqual(page.heard().length, count)
})

const soon = <A>(effect: Effect.Effect<A>) =>
  Effect.timeoutOrElse(effect, { duration: "1 second", orElse: () => Effect.die(new Error("not within a second")) })

/** Reports from now on. */
const listen = Effect.gen(function*() {
  const { incoming } = yield* Realtime
  const heard = yield* Queue.unbounded<Report>()
  yield* Effect.forkScoped(Stream.runForEach(incoming, (report) => Queue.offer(heard, report)))
  yield* Effect.sleep("50 millis")
  return heard
})

/** What every Realtime must do, as pages and the server see it. Each adapter runs it against its own layer. */
export const suite = <E>(name: string, layer: Layer.Layer<Realtime | Tickets | Pages, E>) =>
  withLayer(layer, { timeout: "30 seconds", excludeTestServices: true })(`Realtime (${name})`, (it) => {
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

    it.effect("a page's own report is heard with who said it", () =>
      Effect.gen(function*() {
        const ada = someone()
        const reports = yield* listen
        const page = yield* open(ada)
        yield* page.publish(Topics.report(ada, devices("device-1"), "presence"), `{"v":1}`, { qos: 1 })
        const report = yield* soon(Queue.take(reports))
        assert.deepStrictEqual(report, { user: ada, device: devices("device-1"), kind: "presence", text: `{"v":1}` })
      }).pipe(Effect.scoped))

    it.effect("foreign, retained and large messages end the connection and reach nobody", () =>
      Effect.gen(function*() {
        const [ada, ben] = [someone(), someone()]
        const his = yield* open(ben)
        const reports = yield* listen
        const own = Topics.report(ada, devices("device-1"), "typing")
        const tries: ReadonlyArray<readonly [string, string, { readonly retain?: boolean }?]> = [
          [Topics.inbox(ben, "notif"), "spoof"],
          [Topics.inbox(ada, "notif"), "spoof"],
          [Topics.report(ben, devices("device-1"), "presence"), "spoof"],
          [Topics.report(ada, devices("device-2"), "presence"), "spoof"],
          ["$SYS/broker", "spoof"],
          [`${own}/more`, "spoof"],
          [own, "kept", { retain: true }],
          [own, "x".repeat(Topics.maxReportBytes + 1)],
          [own, "x".repeat(128 * 1024)]
        ]
        for (const [topic, text, options] of tries) {
          const page = yield* open(ada)
          yield* page.publish(topic, text, { qos: 1, ...options })
          yield* soon(page.closed)
        }
        yield* hears(his, 0)
        assert.strictEqual(yield* Queue.size(reports), 0)
      }).pipe(Effect.scoped))

    it.effect("a flood ends the connection, and its neighbours go on", () =>
      Effect.gen(function*() {
        const [ada, ben] = [someone(), someone()]
        const [page, his] = [yield* open(ada), yield* open(ben)]
        const own = Topics.report(ada, devices("device-1"), "typing")
        for (let i = 0; i < 200; i++) yield* page.publish(own, `{"n":${i}}`, { qos: 0 })
        yield* soon(page.closed)
        yield* Realtime.use((realtime) => realtime.publish(notif(ben)))
        yield* hears(his, 1)
      }).pipe(Effect.scoped))

    it.effect("the last will is said when a page vanishes, and not when it leaves", () =>
      Effect.gen(function*() {
        const ada = someone()
        const reports = yield* listen
        const will = (device: string) => ({
          topic: Topics.report(ada, devices(device), "presence"),
          text: `{"st":"gone","dev":"${device}"}`
        })
        const polite = yield* open(ada, "polite-1", { will: will("polite-1") })
        const dying = yield* open(ada, "dying-01", { will: will("dying-01") })
        yield* polite.leave
        yield* dying.vanish
        const report = yield* soon(Queue.take(reports))
        assert.strictEqual(report.device, "dying-01")
        yield* Effect.sleep("100 millis")
        assert.strictEqual(yield* Queue.size(reports), 0)
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

    it.effect("a connection ends with its ticket", () =>
      Effect.gen(function*() {
        const ada = someone()
        const tickets = yield* Tickets
        const now = yield* Clock.currentTimeMillis
        const page = yield* open(ada, "device-1", { password: yield* tickets.sign(claims(ada, now + 400)) })
        yield* soon(page.closed)
        assert.isAtLeast((yield* Clock.currentTimeMillis) - now, 399)
      }).pipe(Effect.scoped))

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

const claims = (user: UserId, exp: number): Claims => {
  const dev = devices("device-1")
  return { u: user, dev, rel: membership(1, 1).relationship, epoch: 1, cid: Topics.clientId(user, dev), exp }
}
