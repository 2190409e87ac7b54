import { assert, it, vi } from "vitest"
import { me } from "../../src/session/me.tsx"
import { setOwner } from "../../src/session/owner.ts"

const kept = new Map<string, unknown>()
vi.mock("../../src/api/snapshots.ts", () => ({
  get: (key: string) => Promise.resolve(kept.get(key)),
  put: (key: string, value: unknown) => Promise.resolve(kept.set(key, value)),
  clear: () => Promise.resolve(kept.clear())
}))

it("the first answer after signing in is kept under whose it is, although nobody knew before", async () => {
  setOwner(undefined)
  vi.stubGlobal("fetch", async () => Response.json({ user: { id: "ada" }, relationship: null }))
  await me({})
  assert.deepStrictEqual([...kept.keys()], ["ada:me.get[{}]"])
  vi.unstubAllGlobals()
})
