import { assert, it } from "vitest"
import { pathOf } from "../vite/icons.ts"

const svg = (inner: string) => `<svg xmlns="x" width="24" viewBox="0 0 24 24">${inner}</svg>`

it("shapes become one path", () => {
  assert.strictEqual(pathOf(svg(`<path d="M1 2h3" /><line x1="1" x2="4" y1="2" y2="6" />`)), "M1 2h3M1 2L4 6")
  assert.strictEqual(pathOf(svg(`<circle cx="12" cy="12" r="10" />`)), "M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0")
  assert.strictEqual(pathOf(svg(`<rect x="3" y="4" width="18" height="10" />`)), "M3 4h18v10h-18z")
})

it("a path that starts relatively stays where it was", () => {
  assert.strictEqual(pathOf(svg(`<path d="M1 1h1" /><path d="m22 10-8.97 5.7" />`)), "M1 1h1M0 0m22 10-8.97 5.7")
})

it("a shape without a path stops the build", () => {
  assert.throws(() => pathOf(svg(`<text x="1">a</text>`)), /<text>/)
})
