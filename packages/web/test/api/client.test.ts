import { afterEach, assert, expectTypeOf, it, vi } from "vitest"
import {
  type Call,
  type Failure,
  type Input,
  type Output,
  Refused,
  run,
  tagOf,
  whenSignedOut
} from "../../src/api/client.ts"

const answer = (status: number, body?: unknown) => {
  const fetched = vi.fn<(url: URL, init: RequestInit) => Promise<Response>>(() =>
    Promise.resolve(new Response(body === undefined ? null : JSON.stringify(body), { status }))
  )
  vi.stubGlobal("fetch", fetched)
  return fetched
}
afterEach(() => {
  vi.unstubAllGlobals()
  whenSignedOut(() => {})
})

it("a call goes where the API says, with its parameters escaped and its payload as JSON", async () => {
  const fetched = answer(200, { id: "a/b" })
  await run("affirmations.edit", { params: { id: "a/b" }, payload: { paused: true } })
  const [url, init] = fetched.mock.calls[0] ?? []
  assert.strictEqual(url?.pathname, "/api/affirmations/a%2Fb")
  assert.strictEqual(init?.method, "PATCH")
  assert.strictEqual(init?.credentials, "same-origin")
  assert.strictEqual(new Headers(init?.headers).get("content-type"), "application/json")
  assert.strictEqual(init?.body, '{"paused":true}')
})

it("a query leaves out what is undefined, and a read carries no body", async () => {
  const fetched = answer(200, { items: [], next: null })
  await run("affirmations.list", { query: { after: "x y" } })
  await run("affirmations.list", { query: {} })
  assert.strictEqual(fetched.mock.calls[0]?.[0].search, "?after=x+y")
  assert.strictEqual(fetched.mock.calls[1]?.[0].search, "")
  assert.isUndefined(fetched.mock.calls[0]?.[1].body)
})

it("no content is nothing", async () => {
  answer(204)
  assert.isUndefined(await run("affirmations.remove", { params: { id: "1" } }))
})

it("a refusal carries what the server said", async () => {
  answer(404, { _tag: "InviteNotFound", message: "no" })
  const refused = await run("invites.look", { payload: { secret: "x" } }).catch((failure: unknown) => failure)
  assert.instanceOf(refused, Refused)
  assert.strictEqual(tagOf(refused), "InviteNotFound")
})

it("an answer that is not ours is a refusal without a body", async () => {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("<h1>Bad gateway</h1>", { status: 502 })))
  const refused = await run("me.get", {}).catch((failure: unknown) => failure)
  assert.instanceOf(refused, Refused)
  assert.strictEqual(refused.status, 502)
  assert.isUndefined(tagOf(refused))
})

it("whoever is no longer known is shown the door", async () => {
  answer(401, { _tag: "Unauthorized", message: "Sign in first." })
  const shown = vi.fn<() => void>()
  whenSignedOut(shown)
  await run("me.get", {}).catch(() => {})
  assert.strictEqual(shown.mock.calls.length, 1)
})

it("the types are what the JSON holds", () => {
  expectTypeOf<"affirmations.list">().toExtend<Call>()
  expectTypeOf<"affirmations.nope">().not.toExtend<Call>()
  expectTypeOf<Output<"affirmations.write">["createdAt"]>().toEqualTypeOf<string>()
  expectTypeOf<Output<"affirmations.write">["lastSentAt"]>().toEqualTypeOf<string | null>()
  expectTypeOf<Output<"affirmations.remove">>().toEqualTypeOf<void>()
  expectTypeOf<Input<"deliveries.love">["payload"]["loved"]>().toEqualTypeOf<boolean>()
  expectTypeOf<"InviteNotFound">().toExtend<Failure<"invites.look">["_tag"]>()
  // @ts-expect-error a payload of another shape
  const wrong: Input<"deliveries.love"> = { params: { id: "1" }, payload: { loved: "yes" } }
  assert.isDefined(wrong)
})
