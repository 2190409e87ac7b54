import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library"
import { afterEach, assert, beforeEach, describe, it, vi } from "vitest"
import AddMany from "../../../src/features/manage/AddMany.tsx"
import { readDraft } from "../../../src/features/manage/draft.ts"
import { endAllToasts, toasts } from "../../../src/ui/toasts.ts"

interface Sent {
  readonly id: string
  readonly text: string
  readonly tags?: ReadonlyArray<string>
}

describe("many at once", () => {
  const sent: Array<Sent> = []
  let refuse: (sent: Sent) => Response | undefined = () => undefined
  const close = vi.fn<() => void>()

  beforeEach(() => {
    sessionStorage.clear()
    sent.length = 0
    refuse = () => undefined
    close.mockClear()
    vi.stubGlobal("fetch", async (_: URL, init: RequestInit) => {
      const body: Sent = JSON.parse(String(init.body))
      sent.push(body)
      const { id, tags, text } = body
      return refuse(body) ??
        Response.json({ id, text, tags, paused: false, timesSent: 0, lastSentAt: null, createdAt: "" })
    })
  })
  afterEach(() => {
    cleanup()
    endAllToasts()
    vi.unstubAllGlobals()
  })

  const open = () => {
    render(() => <AddMany open partner="Ben" onClose={close} />)
    return screen.getByLabelText<HTMLTextAreaElement>("One text on each line")
  }
  const type = (field: HTMLElement, text: string) => fireEvent.input(field, { target: { value: text } })
  const keep = () => fireEvent.submit(screen.getByLabelText("One text on each line"))

  it("says how many before, and closes when all are kept", async () => {
    const field = open()
    type(field, "You hum.\n\nYou laugh.")
    assert.isNotNull(screen.getByText("2 texts will be kept."))
    keep()
    await waitFor(() => assert.strictEqual(close.mock.calls.length, 1))
    assert.deepStrictEqual(sent.map(({ text }) => text), ["You hum.", "You laugh."])
    assert.strictEqual(new Set(sent.map(({ id }) => id)).size, 2)
    assert.include(toasts()[0]?.text, "2 texts kept")
  })

  it("means all of them for the same days, and forgets these when it is done", async () => {
    const field = open()
    type(field, "You hum.\nYou laugh.")
    fireEvent.click(screen.getByRole("button", { name: "Winter", hidden: true }))
    keep()
    await waitFor(() => assert.strictEqual(close.mock.calls.length, 1))
    assert.deepStrictEqual(sent.map(({ tags }) => tags), [["winter"], ["winter"]])
    assert.deepStrictEqual(readDraft("many"), { text: "" })
  })

  it("keeps what it can; what it cannot stays in the field with the reason", async () => {
    refuse = ({ text }) => text === "bad" ? Response.json({ _tag: "Invalid" }, { status: 400 }) : undefined
    const field = open()
    type(field, `You hum.\nbad\nYou hum.\n${"a".repeat(281)}\nYou laugh.`)
    keep()
    await waitFor(() => assert.strictEqual(toasts().length, 1))
    assert.strictEqual(field.value, `bad\n${"a".repeat(281)}`)
    const wrong = screen.getAllByRole("listitem", { hidden: true }).map(({ textContent }) => textContent)
    assert.match(wrong.join(" "), /^Line 1: There is a character.* Line 2: 1 character too many\.$/)
    assert.deepStrictEqual(sent.map(({ text }) => text), ["You hum.", "bad", "You laugh."])
    assert.strictEqual(close.mock.calls.length, 0)
  })

  it("loses none when the network goes, and writes none twice afterwards", async () => {
    refuse = ({ text }) => {
      if (text === "two") throw new TypeError("Failed to fetch")
      return undefined
    }
    const field = open()
    type(field, "one\ntwo\nthree")
    keep()
    await screen.findByRole("alert", { hidden: true })
    assert.strictEqual(field.value, "two\nthree")

    cleanup()
    refuse = () => undefined
    assert.strictEqual(open().value, "two\nthree", "a reload lost it")
    keep()
    await waitFor(() => assert.strictEqual(sent.at(-1)?.text, "three"))
    const tried = sent.filter(({ text }) => text === "two")
    assert.strictEqual(tried.length, 2)
    assert.strictEqual(tried[0]?.id, tried[1]?.id)
  })

  it("waits when it was too often, and goes on", async () => {
    let once = true
    refuse = () => {
      if (!once) return undefined
      once = false
      return Response.json({ _tag: "TooManyRequests", retryAfterSeconds: 0.01 }, { status: 429 })
    }
    type(open(), "one\ntwo")
    keep()
    await waitFor(() => assert.deepStrictEqual(sent.map(({ text }) => text), ["one", "one", "two"]))
    assert.strictEqual(sent[0]?.id, sent[1]?.id)
  })
})
