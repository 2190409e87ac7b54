import { createHash } from "node:crypto"
import { afterEach, assert, it, vi } from "vitest"
import { run } from "../../src/api/client.ts"
import { send } from "../../src/api/send.ts"

const listen = () => {
  const sent: Array<RequestInit> = []
  vi.stubGlobal("fetch", async (_: string | URL, init: RequestInit) => {
    sent.push(init)
    return new Response("{}")
  })
  return sent
}
const hashOf = ({ headers }: RequestInit) => new Headers(headers).get("x-amz-content-sha256")

afterEach(() => vi.unstubAllGlobals())

it("what is sent carries the hash of exactly its bytes", async () => {
  const sent = listen()
  await send("/api/auth/sign-in/email", { email: "ä@x.example", password: "grüne Kanäle 💛" })
  await send("/api/auth/sign-out")
  await run("affirmations.edit", { params: { id: "1" }, payload: { paused: true } })
  assert.deepStrictEqual(sent.map(({ body }) => body), [
    '{"email":"ä@x.example","password":"grüne Kanäle 💛"}',
    "{}",
    '{"paused":true}'
  ])
  for (const init of sent) {
    assert.strictEqual(hashOf(init), createHash("sha256").update(String(init.body)).digest("hex"))
    assert.strictEqual(new Headers(init.headers).get("content-type"), "application/json")
  }
})

it("what has no body carries no hash, and leaves at once", async () => {
  const sent = listen()
  const removing = run("affirmations.remove", { params: { id: "1" } })
  assert.strictEqual(sent.length, 1)
  await removing
  assert.strictEqual(hashOf(sent[0]!), null)
})

it("a page that may not hash sends all the same", async () => {
  const sent = listen()
  vi.stubGlobal("crypto", {})
  await send("/api/auth/sign-out")
  assert.strictEqual(hashOf(sent[0]!), null)
  assert.strictEqual(sent[0]?.body, "{}")
})
