import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { Words } from "../../src/affirmations/Affirmation.ts"
import { Query } from "../../src/affirmations/Sought.ts"
import * as Terms from "../../src/affirmations/Terms.ts"

const words = Schema.toType(Words)
const bytes = (text: string) => new TextEncoder().encode(text).length

describe("The words of a text", () => {
  it("are without case, accents and signs", () => {
    assert.deepStrictEqual(Terms.of("“You’re” near ÉVORA, you!"), ["you", "re", "near", "evora"])
    assert.deepStrictEqual(Terms.of("Straße ﬁn Ⅳ ½"), ["strasse", "fin", "iv", "1", "2"])
  })

  it("are pairs of neighbours where no spaces are put between them", () => {
    assert.deepStrictEqual(Terms.of("灯台守 Ada"), ["灯台", "台守", "守", "ada"])
    assert.deepStrictEqual(Terms.wanted("灯台守"), [
      { term: "灯台", beginning: false },
      { term: "台守", beginning: false }
    ])
  })

  it.prop("fit into every store, whatever is written", [words], ([text]) => {
    for (const term of Terms.of(text)) {
      assert.match(term, /^[\p{L}\p{M}\p{N}\p{Extended_Pictographic}]+$/u)
      assert.isAtMost(bytes(term), 2046)
    }
  })

  it.prop("find the text they are of, all together and each alone", [words], ([text]) => {
    assert.isTrue(Terms.match(text, Terms.wanted(text)))
    for (const term of Terms.of(text)) assert.isTrue(Terms.match(text, Terms.wanted(term)), term)
  })

  it.prop("are the same of a query that is shouted", [Schema.toType(Query)], ([query]) => {
    const shouted = query.toUpperCase()
    // a few letters have no way back from capitals
    if (shouted.toLowerCase() !== query.toLowerCase()) return
    assert.deepStrictEqual(Terms.wanted(shouted), Terms.wanted(query))
  })
})
