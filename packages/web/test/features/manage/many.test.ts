import { assert, describe, it } from "vitest"
import { isReady, linesOf, without } from "../../../src/features/manage/many.ts"
import { everyTag, sameTags, tagName } from "../../../src/features/manage/tags.ts"

describe("many texts, one a line", () => {
  it("are what is typed without the empty lines, each with the line it stands on", () => {
    assert.deepStrictEqual(linesOf("  You hum. \r\n\n\t\nYou laugh.\n"), [
      { at: 1, text: "You hum.", over: 0 },
      { at: 4, text: "You laugh.", over: 0 }
    ])
    assert.deepStrictEqual(linesOf(" \n"), [])
  })

  it("say what is wrong with one: too long as people count, or the same as one before", () => {
    const lines = linesOf(`${"🫂".repeat(282)}\nYou hum.\nYou hum. \n${"🫂".repeat(280)}`)
    assert.deepStrictEqual(lines.map(({ over, sameAs }) => [over, sameAs]), [
      [2, undefined],
      [0, undefined],
      [0, 2],
      [0, undefined]
    ])
    assert.deepStrictEqual(lines.map(isReady), [false, true, false, true])
  })

  it("leave the field one by one, and what says the same with them", () => {
    const typed = "one\n\ntwo\n one \nthree"
    assert.deepStrictEqual(linesOf(typed).map((line) => without(typed, line)), [
      "\ntwo\nthree",
      "one\n\n one \nthree",
      "\ntwo\nthree",
      "one\n\ntwo\n one "
    ])
  })
})

describe("tags", () => {
  it("have a name each, the weekdays as everybody calls them", () => {
    assert.deepStrictEqual(everyTag.slice(0, 2).map(tagName), ["Monday", "Tuesday"])
    assert.strictEqual(new Set(everyTag.map(tagName)).size, everyTag.length)
  })

  it("are the same in whichever order", () => {
    assert.isTrue(sameTags(["monday", "winter"], ["winter", "monday"]))
    assert.isFalse(sameTags(["monday"], ["monday", "winter"]))
    assert.isFalse(sameTags(["monday"], ["winter"]))
  })
})
