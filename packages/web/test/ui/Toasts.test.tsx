import { fireEvent, render, screen } from "@solidjs/testing-library"
import { afterEach, assert, beforeEach, it, vi } from "vitest"
import { endAllToasts, toast, toasts } from "../../src/ui/toasts.ts"
import { Toasts } from "../../src/ui/Toasts.tsx"

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  endAllToasts()
  vi.useRealTimers()
})

it("a toast is said in a live region and goes by itself", async () => {
  render(() => <Toasts />)
  toast("Sent to Ada.")
  assert.include(screen.getByRole("status").textContent, "Sent to Ada.")
  await vi.advanceTimersByTimeAsync(5000)
  assert.strictEqual(toasts().length, 0)
})

it("it can be undone while its seconds run, and then nothing is done", async () => {
  const undo = vi.fn<() => void>()
  const done = vi.fn<() => void>()
  render(() => <Toasts />)
  toast("Deleted.", { undo, done })
  await vi.advanceTimersByTimeAsync(3000)
  const button = screen.getByRole("button", { name: "Undo" })
  assert.include(button.textContent, "7 s")
  fireEvent.click(button)
  await vi.advanceTimersByTimeAsync(20_000)
  assert.deepStrictEqual([undo.mock.calls.length, done.mock.calls.length], [1, 0])
})

it("what it announced is done once when the time is over", async () => {
  const done = vi.fn<() => void>()
  render(() => <Toasts />)
  toast("Deleted.", { undo: () => {}, done })
  await vi.advanceTimersByTimeAsync(9000)
  assert.strictEqual(done.mock.calls.length, 0)
  await vi.advanceTimersByTimeAsync(20_000)
  assert.strictEqual(done.mock.calls.length, 1)
})

it("it waits while it is pointed at or focused", async () => {
  render(() => <Toasts />)
  toast("Deleted.", { undo: () => {} })
  const button = screen.getByRole("button", { name: "Undo" })
  fireEvent.focusIn(button)
  await vi.advanceTimersByTimeAsync(30_000)
  assert.strictEqual(toasts().length, 1)
  fireEvent.focusOut(button)
  await vi.advanceTimersByTimeAsync(10_000)
  assert.strictEqual(toasts().length, 0)
})

it("time that the server keeps runs on, also while it is pointed at", async () => {
  const done = vi.fn<() => void>()
  render(() => <Toasts />)
  toast("Goes to Ada in a moment.", { undo: () => {}, done, seconds: 8, elsewhere: true })
  const button = screen.getByRole("button", { name: "Undo" })
  fireEvent.focusIn(button)
  await vi.advanceTimersByTimeAsync(3000)
  assert.include(button.textContent, "5 s")
  await vi.advanceTimersByTimeAsync(5000)
  assert.deepStrictEqual([toasts().length, done.mock.calls.length], [0, 1])
})

it("leaving the page does what was announced", () => {
  const done = vi.fn<() => void>()
  render(() => <Toasts />)
  toast("Deleted.", { undo: () => {}, done })
  dispatchEvent(new Event("pagehide"))
  assert.strictEqual(done.mock.calls.length, 1)
})
