import { afterEach, assert, describe, it, vi } from "vitest"
import { resetPassword, signIn, signUp } from "../../src/features/account/auth.ts"

afterEach(() => vi.unstubAllGlobals())

const answer = (status: number, body: unknown) => {
  const fetched = vi.fn<(path: string, init: RequestInit) => Promise<Response>>(() =>
    Promise.resolve(new Response(typeof body === "string" ? body : JSON.stringify(body), { status }))
  )
  vi.stubGlobal("fetch", fetched)
  return fetched
}

describe("what a failure says", () => {
  it.each([
    [401, { code: "INVALID_EMAIL_OR_PASSWORD" }, "wrong"],
    [422, { code: "USER_ALREADY_EXISTS" }, "wrong"],
    [400, { code: "PASSWORD_TOO_EASY" }, "easy password"],
    [403, { code: "SIGN_UP_NEEDS_INVITE" }, "needs invite"],
    [403, { code: "SIGN_UP_CLOSED" }, "closed"],
    [403, { code: "EMAIL_NOT_VERIFIED" }, "unconfirmed"],
    [200, { token: null }, "unconfirmed"],
    [200, { token: "handle" }, undefined],
    [429, { code: "TOO_MANY_REQUESTS" }, "too often"],
    [503, {}, "unreachable"],
    [502, "<h1>Bad gateway</h1>", "unreachable"]
  ])("%i %o is %s", async (status, body, failure) => {
    answer(status, body)
    assert.strictEqual(await signIn("ada@x.example", "correct horse"), failure)
  })

  it("no network is unreachable", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")))
    assert.strictEqual(await resetPassword("token", "correct horse"), "unreachable")
  })
})

it("an invite that was kept goes with the sign-up, and only then", async () => {
  const fetched = answer(200, {})
  await signUp("Ada", "ada@x.example", "correct horse", "SeCrEt")
  await signUp("Ada", "ada@x.example", "correct horse", undefined)
  const sent = fetched.mock.calls.map(([, init]) => JSON.parse(String(init.body)) as { readonly invite?: string })
  assert.deepStrictEqual(sent.map(({ invite }) => invite), ["SeCrEt", undefined])
  assert.strictEqual(fetched.mock.calls[0]?.[0], "/api/auth/sign-up/email")
})
