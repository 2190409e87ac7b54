import { afterEach, assert, describe, it } from "vitest"
import { forgetInvite, keepInvite, keptInvite } from "../../src/session/invite.ts"
import { owner, setOwner } from "../../src/session/owner.ts"
import { nextPath } from "../../src/session/session.ts"

describe("where to go after signing in", () => {
  it.each([
    ["?next=%2Fmanage", "/manage"],
    ["?next=%2Faffirmations%3Fmonth%3D3", "/affirmations?month=3"],
    ["", "/home"],
    ["?next=https%3A%2F%2Fevil.example", "/home"],
    ["?next=%2F%2Fevil.example", "/home"],
    ["?next=%2F%5Cevil.example", "/home"],
    ["?next=javascript%3Aalert(1)", "/home"]
  ])("%s leads to %s", (search, path) => assert.strictEqual(nextPath(search), path))
})

describe("an invite", () => {
  afterEach(() => history.replaceState(null, "", "/"))

  it("leaves the address and is kept until it is used", () => {
    history.replaceState(null, "", "/pair#AbC-123")
    keepInvite()
    assert.strictEqual(location.hash, "")
    assert.strictEqual(keptInvite(), "AbC-123")
    forgetInvite()
    assert.isUndefined(keptInvite())
  })

  it("is only taken from the address of an invite", () => {
    history.replaceState(null, "", "/home#content")
    keepInvite()
    assert.isUndefined(keptInvite())
  })
})

it("another person on the same browser is noticed", () => {
  assert.isFalse(setOwner("ada"))
  assert.isFalse(setOwner("ada"))
  assert.isTrue(setOwner("ben"))
  setOwner(undefined)
  assert.strictEqual(owner(), "")
})
