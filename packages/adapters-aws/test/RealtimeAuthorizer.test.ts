import { assert, describe, it as test, layer as withLayer } from "@effect/vitest"
import { UserId } from "@lumi/core/accounts/Account"
import { Realtime } from "@lumi/core/realtime/Realtime"
import type { Claims, Ticket } from "@lumi/core/realtime/Ticket"
import { clientId, DeviceId, inboxFilter, report } from "@lumi/core/realtime/Topics"
import { claims as claimsOf, refused, someone, ticketFor } from "@lumi/core/testing/contracts/OpenPages"
import { Pages } from "@lumi/core/testing/memory/Realtime"
import { Clock, Effect, Schema } from "effect"
import { TestClock } from "effect/testing"
import { authorizerArn, Iot } from "../emulators/Iot.ts"
import { authorize } from "../src/iot/Authorizer.ts"
import { policyOf, scopeOf } from "../src/iot/Policy.ts"
import { TokenSigner } from "../src/iot/TokenSigner.ts"
import { testIot, TestMessages, ticketOf } from "../testing/Iot.ts"
import { withDynamo } from "../testing/Table.ts"

const ada = UserId.make("019845e1-682f-7b02-a706-3b2422d13aec")

/** As IoT asks for a page that says what its ticket says. */
const eventOf = ({ clientId, password, username }: Ticket, more: object = {}) => ({
  token: password,
  signatureVerified: true,
  protocols: ["tls", "http", "mqtt"],
  protocolData: { mqtt: { clientId, username, password: Buffer.from(password).toString("base64"), ...more } },
  connectionMetadata: { id: "a1" }
})

const soon = Effect.map(Clock.currentTimeMillis, (now) => now + 300_000)

const asked = Effect.map(TestMessages, ({ asked }) => asked())

/** The URL of a ticket with some of its query replaced. */
const urlWith = (ticket: Ticket, query: Readonly<Record<string, string>>): Ticket => {
  const url = new URL(ticket.url)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return { ...ticket, url: url.href }
}

withDynamo(() => {
  withLayer(testIot(), { timeout: "4 minutes", excludeTestServices: true })("The authorizer (IoT emulator)", (it) => {
    it.effect("is not even asked about a token that we did not sign", () =>
      Effect.gen(function*() {
        const user = someone()
        const [ticket, other] = [yield* ticketFor(user), yield* ticketFor(user, "device-2")]
        const foreign = new URL(other.url).searchParams.get("x-amz-customauthorizer-signature") ?? ""
        const before = yield* asked
        assert.isTrue(yield* refused({ ticket: urlWith(ticket, { "x-amz-customauthorizer-signature": foreign }) }))
        assert.isTrue(yield* refused({ ticket: urlWith(ticket, { "x-amz-customauthorizer-signature": "" }) }))
        assert.isTrue(yield* refused({ ticket: urlWith(ticket, { token: other.password }) }))
        assert.isTrue(yield* refused({ ticket: urlWith(ticket, { "x-amz-customauthorizer-name": "somebody" }) }))
        assert.strictEqual(yield* asked, before)
        assert.isFalse(yield* refused({ ticket }))
        assert.strictEqual(yield* asked, before + 1)
      }))

    it.effect("refuses signed tokens that are over, forged, or of somebody else", () =>
      Effect.gen(function*() {
        const user = someone()
        const [now, signer] = [yield* Clock.currentTimeMillis, yield* TokenSigner]
        assert.isTrue(yield* refused({ ticket: yield* ticketOf(claimsOf(user, now - 1)) }))
        assert.isFalse(yield* refused({ ticket: yield* ticketOf(claimsOf(user, now + 10_000)) }))
        // signed for the address, but no ticket of ours
        const ticket = yield* ticketFor(user)
        const [body] = ticket.password.split(".")
        const forged = `${body}.${"A".repeat(43)}`
        const signature = yield* signer.sign(forged)
        const wrong = urlWith(ticket, { token: forged, "x-amz-customauthorizer-signature": signature })
        assert.isTrue(yield* refused({ ticket: { ...wrong, password: forged } }))
        // a ticket whose client id is not that of its user
        const foreign = { ...claimsOf(user, now + 10_000), cid: clientId(someone(), DeviceId.make("device-1")) }
        assert.isTrue(yield* refused({ ticket: yield* ticketOf(foreign), clientId: ticket.clientId }))
      }))

    it.effect("refuses a page that names another ticket, client or user than its address", () =>
      Effect.gen(function*() {
        const [user, other] = [someone(), someone()]
        const [ticket, his] = [yield* ticketFor(user), yield* ticketFor(other)]
        assert.isTrue(yield* refused({ ticket, password: his.password }))
        assert.isTrue(yield* refused({ ticket, clientId: his.clientId }))
        assert.isTrue(yield* refused({ ticket, username: his.username }))
        assert.isTrue(yield* refused({ ticket: { ...ticket, url: his.url } }))
        assert.isTrue(yield* refused({ ticket, clean: false }))
      }))

    it.effect("answers in the form that IoT takes, for as long as IoT takes at least", () =>
      Effect.gen(function*() {
        const ticket = yield* ticketFor(ada)
        const { policyDocuments, ...verdict } = yield* authorize(eventOf(ticket), authorizerArn)
        assert.deepStrictEqual(verdict, {
          isAuthenticated: true,
          principalId: "019845e1682f7b02a7063b2422d13aec",
          disconnectAfterInSeconds: 300,
          refreshAfterInSeconds: 300
        })
        assert.strictEqual(policyDocuments.length, 1)
        assert.deepStrictEqual((yield* Iot).faults(), [])
      }))

    it.effect("refuses whatever it does not understand, and never fails of it", () =>
      Effect.gen(function*() {
        const ticket = yield* ticketFor(someone())
        const event = eventOf(ticket)
        const events: ReadonlyArray<unknown> = [
          undefined,
          null,
          "",
          {},
          [],
          { ...event, token: undefined },
          { ...event, token: 1 },
          { ...event, token: "" },
          { ...event, signatureVerified: false },
          { ...event, protocolData: {} },
          { ...event, protocolData: { http: { queryString: "?" } } },
          eventOf(ticket, { password: undefined }),
          eventOf(ticket, { password: "%%%" }),
          eventOf(ticket, { username: undefined }),
          eventOf(ticket, { clientId: "" })
        ]
        for (const one of events) {
          const verdict = yield* authorize(one, authorizerArn)
          assert.isFalse(verdict.isAuthenticated, JSON.stringify(one))
          assert.deepStrictEqual(verdict.policyDocuments, [])
          assert.match(verdict.principalId, /^[a-zA-Z0-9]{1,128}$/)
        }
        assert.isTrue((yield* authorize(event, authorizerArn)).isAuthenticated)
      }))

    it.effect("takes tickets while clocks differ by less than a ticket lives", () =>
      Effect.gen(function*() {
        const ticket = yield* ticketFor(someone())
        const now = yield* Clock.currentTimeMillis
        const at = (millis: number) =>
          authorize(eventOf(ticket), authorizerArn).pipe(
            Effect.map(({ isAuthenticated }) => isAuthenticated),
            Effect.provideServiceEffect(
              Clock.Clock,
              Effect.tap(TestClock.make(), (clock) => clock.setTime(now + millis))
            )
          )
        assert.isTrue(yield* at(-120_000))
        assert.isTrue(yield* at(120_000))
        assert.isFalse(yield* at(301_000))
      }).pipe(Effect.scoped))

    it.effect("an ended relationship's ticket stays refused by whatever function is asked", () =>
      Effect.gen(function*() {
        const user = someone()
        const ticket = yield* ticketFor(user)
        const { disconnect } = yield* Realtime
        yield* disconnect(user)
        assert.isFalse((yield* authorize(eventOf(ticket), authorizerArn)).isAuthenticated)
        // a ticket that was signed later is another matter
        const later = yield* ticketOf(claimsOf(user, (yield* soon) + 1000))
        assert.isTrue((yield* authorize(eventOf(later), authorizerArn)).isAuthenticated)
        const pages = yield* Pages
        assert.isTrue((yield* pages.connect({ ticket: later })).isOpen())
      }).pipe(Effect.scoped))
  })
})

describe("A policy", () => {
  const device = DeviceId.make("x".repeat(36))
  const claims: Claims = { u: ada, dev: device, rel: null, epoch: 0, cid: clientId(ada, device), exp: 0 }
  const scope = scopeOf("arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:lumi-authorizer")
  const policy = policyOf(scope, claims)

  test("belongs to the account and region of its function, in every partition", () => {
    assert.strictEqual(scope, "arn:aws-us-gov:iot:us-gov-west-1:123456789012")
  })

  test("is short enough for IoT", () => {
    assert.isBelow(JSON.stringify(policy).length, 2048)
  })

  test("names one client, one inbox and the reports of one page, and nothing by a wildcard but the inbox", () => {
    const resources = policy.Statement.flatMap(({ Resource }) => Resource).map((name) => name.slice(scope.length + 1))
    assert.deepStrictEqual(resources, [
      `client/${clientId(ada, device)}`,
      `topicfilter/${inboxFilter(ada)}`,
      `topic/lumi/v1/u/${ada}/*`,
      `topic/${report(ada, device, "presence")}`,
      `topic/${report(ada, device, "typing")}`
    ])
  })

  test.prop("holds no wildcard that a device could bring in", [DeviceId], ([dev]) => {
    const text = JSON.stringify(policyOf(scope, { ...claims, dev, cid: clientId(ada, dev) }))
    assert.strictEqual(text.match(/[*?$]/g)?.length, 1)
    assert.isTrue(Schema.is(DeviceId)(dev))
  })
})
