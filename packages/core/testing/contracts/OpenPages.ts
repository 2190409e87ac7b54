import { assert } from "@effect/vitest"
import { Effect, Option, Queue } from "effect"
import { UserId } from "../../src/accounts/Account.ts"
import { NotificationId } from "../../src/notifications/Notification.ts"
import type { Addressed } from "../../src/realtime/Hint.ts"
import { Realtime } from "../../src/realtime/Realtime.ts"
import { type Report, Reports } from "../../src/realtime/Reports.ts"
import type { Claims, Membership } from "../../src/realtime/Ticket.ts"
import * as Topics from "../../src/realtime/Topics.ts"
import { Epoch, RelationshipId } from "../../src/relationships/Relationship.ts"
import { type Connecting, type Page, Pages } from "../memory/Realtime.ts"

const uuid = (n: number) => `019845e1-682f-7b02-a706-${n.toString(16).padStart(12, "0")}`

let people = 0

/** A user nobody has met before. */
export const someone = () => UserId.make(uuid(++people))

export const membership = (relationship: number, epoch: number): Membership => ({
  relationship: RelationshipId.make(uuid(relationship)),
  epoch: Epoch.make(epoch)
})

export const devices = Topics.DeviceId.make

let notifications = 0

/** A hint that differs from all others. */
export const notif = (user: UserId): Addressed => ({
  user,
  topic: "notif",
  payload: { v: 1, read: [NotificationId.make(uuid(++notifications))] }
})

const us = Option.some(membership(1, 1))

export const ticketFor = (user: UserId, device = "device-1", member: Option.Option<Membership> = us) =>
  Realtime.use((realtime) => realtime.ticket({ user, device: devices(device), membership: member }))

/** What a ticket of a user's first page says. */
export const claims = (user: UserId, exp: number): Claims => {
  const dev = devices("device-1")
  return { u: user, dev, rel: membership(1, 1).relationship, epoch: 1, cid: Topics.clientId(user, dev), exp }
}

/** A page of `user` that reads the inbox. */
export const open = Effect.fnUntraced(function*(user: UserId, device = "device-1", more: Partial<Connecting> = {}) {
  const pages = yield* Pages
  const page = yield* pages.connect({ ticket: yield* ticketFor(user, device), ...more })
  assert.isTrue(yield* page.subscribe(Topics.inboxFilter(user)))
  return page
})

/** Whether the broker turns this attempt away. */
export const refused = (connecting: Connecting) =>
  Pages.use((pages) => pages.connect(connecting)).pipe(
    Effect.as(false),
    Effect.catchTag("PageRefused", () => Effect.succeed(true)),
    Effect.scoped
  )

/** Waits until a page has heard `count` hints; asserts that it heard no more a moment later. */
export const hears = Effect.fnUntraced(function*(page: Page, count: number) {
  yield* Effect.whileLoop({
    while: () => page.heard().length < count,
    body: () => Effect.sleep("2 millis"),
    step: () => {}
  }).pipe(Effect.timeoutOption("20 seconds"))
  yield* Effect.sleep("30 millis")
  assert.strictEqual(page.heard().length, count)
})

/** Dies when it does not come about, however busy the machine is. */
export const soon = <A>(effect: Effect.Effect<A>) =>
  Effect.timeoutOrElse(effect, { duration: "20 seconds", orElse: () => Effect.die(new Error("did not come about")) })

/** Reports from now on. */
export const listen = Effect.gen(function*() {
  const reports = yield* Reports
  const heard = yield* Queue.unbounded<Report>()
  yield* Effect.forkScoped(reports.run((report) => Queue.offer(heard, report)))
  yield* Effect.sleep("50 millis")
  return heard
})
