import { cleanup, render, screen } from "@solidjs/testing-library"
import { afterEach, assert, beforeEach, it, vi } from "vitest"
import type { Output } from "../../../src/api/client.ts"
import { announce, type Between, send } from "../../../src/features/manage/now.ts"
import { endToast, toasts } from "../../../src/ui/toasts.ts"
import { Toasts } from "../../../src/ui/Toasts.tsx"

type Extra = Output<"extras.ask">

const between: Between = { partner: "Ben", zone: "UTC" }
const nextAt = "2026-12-02T00:00:00.000Z"

/** A server with one extra, or what it answers in place of taking one. */
let extra: Extra | null = null
let refusal: Response | "silence" | undefined
const asked: Array<{ readonly id: string; readonly affirmation?: string }> = []

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-12-01T12:00:00Z") })
  extra = null
  refusal = undefined
  asked.length = 0
  vi.stubGlobal("fetch", async (url: URL, init: RequestInit) => {
    if (url.pathname.endsWith("/withdraw")) {
      if (refusal instanceof Response) return refusal
      extra = extra && { ...extra, state: "withdrawn" }
      return Response.json(extra)
    }
    if (init.method === "POST") {
      const body = JSON.parse(String(init.body))
      asked.push(body)
      if (refusal instanceof Response) return refusal
      extra = { id: body.id, state: "asked", affirmation: body.affirmation ?? null, waits: 10_000 }
      if (refusal === "silence") throw new TypeError("Failed to fetch")
      return Response.json(extra)
    }
    if (url.pathname.startsWith("/api/extras")) return Response.json({ extra, used: extra !== null, nextAt })
    return Response.json({ items: [], next: null })
  })
  render(() => <Toasts />)
})
afterEach(() => {
  cleanup()
  for (const { id } of toasts()) endToast(id)
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const said = () => toasts().map(({ text }) => text)
const becomes = (state: Extra["state"]) => (extra = extra && { ...extra, state })

it("one goes, can be taken back for as long as the server says, and what became of it is said", async () => {
  await send(between, "019845e1-682f-7b02-a706-3b2422d13aed")
  assert.deepStrictEqual(said(), ["Goes to Ben in a moment."])
  assert.strictEqual(asked[0]?.affirmation, "019845e1-682f-7b02-a706-3b2422d13aed")
  await vi.advanceTimersByTimeAsync(4000)
  assert.include(screen.getByRole("button", { name: "Undo" }).textContent, "6 s")
  becomes("taken")
  await vi.advanceTimersByTimeAsync(7000)
  assert.deepStrictEqual(said(), [])
  becomes("sent")
  await vi.advanceTimersByTimeAsync(2000)
  assert.deepStrictEqual(said(), ["Sent to Ben."])
})

it("it is taken back, or it is too late", async () => {
  await send(between)
  endToast(toasts()[0]!.id, "undo")
  await vi.waitFor(() => assert.deepStrictEqual(said(), ["Taken back. Ben sees nothing of it."]))
  assert.strictEqual(extra?.state, "withdrawn")

  await vi.advanceTimersByTimeAsync(20_000)
  await send(between)
  refusal = Response.json({ _tag: "TooLate" }, { status: 409 })
  endToast(toasts()[0]!.id, "undo")
  becomes("sent")
  await vi.waitFor(() => assert.deepStrictEqual(said(), ["Too late to take it back.", "Sent to Ben."]))
})

it("what came to nothing says why", async () => {
  await send(between)
  becomes("deleted")
  await vi.advanceTimersByTimeAsync(11_000)
  assert.deepStrictEqual(said(), ["Nothing was sent: the text was deleted meanwhile."])
})

it("a refusal says what to do, and when the next can go", async () => {
  const cases = [
    [{ _tag: "ExtraUsed", nextAt }, "Ben has had one from you today. The next can go tomorrow at"],
    [{ _tag: "NothingToSend", why: "none" }, "There is nothing to send yet. Write something first."],
    [{ _tag: "NothingToSend", why: "resting" }, "All of it is paused or kept for a date."],
    [{ _tag: "AffirmationNotFound" }, "That text is no longer here."]
  ] as const
  for (const [body, sentence] of cases) {
    refusal = Response.json(body, { status: 409 })
    await send(between)
    assert.include(said().at(-1), sentence)
  }
})

it("what nobody answered is looked up: it may have arrived all the same", async () => {
  refusal = "silence"
  await send(between)
  assert.deepStrictEqual(said(), ["Goes to Ben in a moment."])
})

it("one that was asked for before a reload is announced once, with the time that is left", async () => {
  const before: Extra = { id: "019845e1-682f-7b02-a706-3b2422d13aef", state: "asked", affirmation: null, waits: 6200 }
  announce(before, between)
  announce(before, between)
  announce({ ...before, id: "019845e1-682f-7b02-a706-3b2422d13aea", state: "sent" }, between)
  assert.deepStrictEqual(said(), ["Goes to Ben in a moment."])
  assert.include(screen.getByRole("button", { name: "Undo" }).textContent, "6 s")
})
