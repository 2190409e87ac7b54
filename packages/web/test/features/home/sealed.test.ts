import { assert, beforeEach, describe, it, vi } from "vitest"
import { rememberOpened, wasOpened } from "../../../src/features/home/sealed.ts"

describe("a letter", () => {
  beforeEach(() => localStorage.clear())

  it("is sealed until it was opened on this device", () => {
    assert.isFalse(wasOpened("a"))
    rememberOpened("a")
    assert.isTrue(wasOpened("a"))
    assert.isFalse(wasOpened("b"))
  })

  it("of long ago is forgotten, so that the store does not grow", () => {
    for (let n = 0; n < 70; n++) rememberOpened(`letter ${n}`)
    assert.isFalse(wasOpened("letter 0"))
    assert.isTrue(wasOpened("letter 69"))
  })

  it("can be opened where nothing can be stored, or where something else was", () => {
    localStorage.setItem("lumi.opened", "{nonsense")
    assert.isFalse(wasOpened("a"))
    vi.stubGlobal("localStorage", {
      getItem: () => null,
      setItem: () => {
        throw new Error("full")
      }
    })
    rememberOpened("a")
    assert.isFalse(wasOpened("a"))
    vi.unstubAllGlobals()
  })
})
