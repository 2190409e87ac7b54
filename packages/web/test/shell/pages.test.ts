import { assert, it } from "vitest"
import { navigationOf } from "../../src/pages.ts"
import { pages } from "../../src/routes.ts"

const paths = (paired: boolean) => navigationOf(pages, paired).map(({ path }) => path)

it("the navigation shows only what a person can open", () => {
  assert.deepStrictEqual(paths(true), ["/home", "/affirmations", "/manage", "/settings"])
  assert.deepStrictEqual(paths(false), ["/manage", "/settings"])
})

it("no two pages share an address or a key", () => {
  const keys = navigationOf(pages, true).map(({ navigation }) => navigation.key)
  assert.strictEqual(new Set(keys).size, keys.length)
  assert.strictEqual(new Set(pages.map(({ path }) => path)).size, pages.length)
})
