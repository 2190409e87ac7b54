import { assert, it } from "vitest"
import { untilNextLook } from "../../../src/features/home/refresh.ts"

const now = Date.parse("2026-11-25T06:00:00Z")
const look = (missing: "early" | "empty" | "soon" | null, nextAt: string) => untilNextLook({ missing, nextAt }, now)

it("home looks again just after the next letter is due, within the hour, and never in a hurry", () => {
  assert.strictEqual(look("early", "2026-11-25T06:30:00Z"), 30 * 60_000 + 5000)
  assert.strictEqual(look(null, "2026-11-26T06:30:00Z"), 3_600_000)
  assert.strictEqual(look("early", "2026-11-25T05:00:00Z"), 15_000)
})

it("home looks often while a letter is about to come", () => {
  assert.strictEqual(look("soon", "2026-11-26T06:30:00Z"), 15_000)
})
