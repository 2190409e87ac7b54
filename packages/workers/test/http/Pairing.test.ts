import { assert, layer } from "@effect/vitest"
import { Published } from "@lumi/core/testing/memory/Realtime"
import { Effect } from "effect"
import { couple, type Person, signUp } from "./people.ts"
import { world } from "./world.ts"

interface MyInvite {
  readonly id: string
  readonly link: string
  readonly code: string
  readonly claimedBy: { readonly name: string; readonly emailHint: string } | null
}
interface Current {
  readonly mine: MyInvite | null
  readonly asked: { readonly inviter: { readonly name: string; readonly emailHint: string } } | null
}

const open = (person: Person) => Effect.map(person.ask("POST", "/api/invites/", {}), ({ json }) => json as MyInvite)
const current = (person: Person) => Effect.map(person.ask("GET", "/api/invites/"), ({ json }) => json as Current)
const secretOf = ({ link }: MyInvite) => new URL(link).hash.slice(1)
const tag = ({ json, status }: { readonly json: unknown; readonly status: number }) =>
  [status, (json as { readonly _tag?: string } | undefined)?._tag] as const

const hints = Effect.map(
  Published,
  ({ all }) =>
    all().filter((hint) => hint.topic === "session" && hint.payload.event === "relationship").map(({ user }) => user)
)

const idOf = (person: Person) =>
  Effect.map(person.ask("GET", "/api/me"), ({ json }) => (json as { readonly user: { readonly id: string } }).user.id)

layer(world({ limited: true }), { excludeTestServices: true, timeout: "4 minutes" })("Pairing over HTTP", (it) => {
  it.effect("both see whom they pair with before they confirm, and their open pages are told", () =>
    Effect.gen(function*() {
      const [ada, ben] = [yield* signUp("Ada"), yield* signUp("Ben")]
      const invite = yield* open(ada)
      const looked = yield* ben.ask("POST", "/api/invites/look", { secret: secretOf(invite) })
      const { inviter } = looked.json as { readonly inviter: { readonly name: string; readonly emailHint: string } }
      assert.deepStrictEqual([looked.status, inviter.name], [200, "Ada"])
      assert.match(inviter.emailHint, /^a….@lumi\.test$/)
      assert.notInclude(looked.text, ada.email)

      assert.strictEqual(
        (yield* ben.ask("POST", "/api/invites/claim", { secret: invite.code.toLowerCase() })).status,
        200
      )
      assert.strictEqual((yield* current(ada)).mine?.claimedBy?.name, "Ben")
      assert.strictEqual((yield* current(ben)).asked?.inviter.name, "Ada")
      const ids = [yield* idOf(ada), yield* idOf(ben)].toSorted()
      assert.deepStrictEqual((yield* hints).toSorted(), ids)

      assert.strictEqual((yield* ada.ask("POST", `/api/invites/${invite.id}/accept`, {})).status, 204)
      assert.deepStrictEqual((yield* hints).toSorted(), [...ids, ...ids].toSorted())
      const me = (yield* ben.ask("GET", "/api/me")).json as {
        readonly relationship: { readonly partner: { readonly name: string } }
      }
      assert.strictEqual(me.relationship.partner.name, "Ada")
    }))

  it.effect("nobody pairs with themselves, nor while they are paired", () =>
    Effect.gen(function*() {
      const [ada, ben] = yield* couple("Ada", "Ben")
      const cleo = yield* signUp("Cleo")
      const invite = yield* open(cleo)
      assert.deepStrictEqual(tag(yield* cleo.ask("POST", "/api/invites/claim", { secret: invite.code })), [
        409,
        "OwnInvite"
      ])
      assert.deepStrictEqual(tag(yield* ada.ask("POST", "/api/invites/claim", { secret: invite.code })), [
        409,
        "AlreadyPaired"
      ])
      assert.deepStrictEqual(tag(yield* ben.ask("POST", "/api/invites/", {})), [409, "AlreadyPaired"])
    }))

  it.effect("an invite that was withdrawn, declined or used is as unknown as one that never was", () =>
    Effect.gen(function*() {
      const [ada, ben, cleo] = [yield* signUp("Ada"), yield* signUp("Ben"), yield* signUp("Cleo")]
      const look = (person: Person, secret: string) => person.ask("POST", "/api/invites/look", { secret })
      const unknown = yield* look(ben, "ZZZZZZZZZZ")
      assert.deepStrictEqual(tag(unknown), [404, "InviteNotFound"])

      const withdrawn = yield* open(ada)
      assert.strictEqual((yield* ada.ask("DELETE", "/api/invites/")).status, 204)
      assert.strictEqual((yield* look(ben, withdrawn.code)).text, unknown.text)

      const declined = yield* open(ada)
      yield* ben.ask("POST", "/api/invites/claim", { secret: declined.code })
      assert.strictEqual((yield* look(cleo, declined.code)).text, unknown.text, "somebody else's claim")
      assert.strictEqual((yield* ada.ask("POST", `/api/invites/${declined.id}/decline`, {})).status, 204)
      assert.strictEqual((yield* look(ben, declined.code)).text, unknown.text)
      assert.strictEqual((yield* ada.ask("POST", `/api/invites/${declined.id}/accept`, {})).status, 404)
    }))

  it.effect("who steps back lets somebody else in", () =>
    Effect.gen(function*() {
      const [ada, ben, cleo] = [yield* signUp("Ada"), yield* signUp("Ben"), yield* signUp("Cleo")]
      const { code } = yield* open(ada)
      yield* ben.ask("POST", "/api/invites/claim", { secret: code })
      assert.strictEqual((yield* ben.ask("DELETE", "/api/invites/claim")).status, 204)
      assert.isNull((yield* current(ben)).asked)
      assert.strictEqual((yield* cleo.ask("POST", "/api/invites/claim", { secret: code })).status, 200)
    }))

  it.effect("of two who ask at once one gets it", () =>
    Effect.gen(function*() {
      const [ada, ben, cleo] = [yield* signUp("Ada"), yield* signUp("Ben"), yield* signUp("Cleo")]
      const { code } = yield* open(ada)
      const ask = (person: Person) =>
        Effect.map(person.ask("POST", "/api/invites/claim", { secret: code }), ({ status }) => status)
      const statuses = yield* Effect.all([ask(ben), ask(cleo)], { concurrency: 2 })
      assert.deepStrictEqual(statuses.toSorted(), [200, 404])
    }))

  it.effect("five wrong secrets an hour, by account from anywhere and by address for anybody; right ones cost nothing", () =>
    Effect.gen(function*() {
      const ada = yield* signUp("Ada")
      const { code } = yield* open(ada)
      const eve = yield* signUp("Eve", "10.66.0.1")
      const guess = (person: Person, n: number) => person.ask("POST", "/api/invites/look", { secret: `WRONG0000${n}` })
      for (let n = 0; n < 4; n++) assert.strictEqual((yield* guess(eve, n)).status, 404)
      for (let n = 0; n < 8; n++) {
        assert.strictEqual((yield* eve.ask("POST", "/api/invites/look", { secret: code })).status, 200)
      }
      assert.strictEqual((yield* guess(eve, 4)).status, 404)
      const refused = yield* guess(eve, 5)
      assert.deepStrictEqual(tag(refused), [429, "TooManyRequests"])
      assert.isAtLeast(Number(refused.headers["retry-after"]), 600)
      assert.strictEqual((yield* eve.ask("POST", "/api/invites/claim", { secret: code })).status, 429)

      const mallory = yield* signUp("Mallory", "10.66.0.1")
      assert.strictEqual((yield* guess(mallory, 6)).status, 429, "the same house")
      const ben = yield* signUp("Ben")
      assert.strictEqual((yield* ben.ask("POST", "/api/invites/look", { secret: code })).status, 200)
    }))
})
