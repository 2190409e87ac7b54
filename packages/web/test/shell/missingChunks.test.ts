import { afterEach, assert, beforeEach, describe, it, vi } from "vitest"
import { reloadWhenChunksAreGone } from "../../src/shell/missingChunks.ts"

const settled = () => new Promise((resolve) => setTimeout(resolve, 5))

describe("a page whose chunks are gone", () => {
  const reload = vi.spyOn(location, "reload").mockImplementation(() => {})
  reloadWhenChunksAreGone()
  const miss = async () => {
    dispatchEvent(new Event("vite:preloadError"))
    await settled()
  }

  beforeEach(() => {
    sessionStorage.clear()
    reload.mockClear()
  })
  afterEach(() => vi.unstubAllGlobals())

  it("reloads once", async () => {
    vi.stubGlobal("fetch", async () => new Response())
    await miss()
    await miss()
    assert.strictEqual(reload.mock.calls.length, 1)
  })

  it("stays as it is while there is no server: somebody may be writing", async () => {
    vi.stubGlobal("fetch", async () => {
      throw new TypeError("Failed to fetch")
    })
    await miss()
    assert.strictEqual(reload.mock.calls.length, 0)
  })
})
