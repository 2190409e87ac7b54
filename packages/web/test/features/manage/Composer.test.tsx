import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library"
import { afterEach, assert, beforeEach, describe, it, vi } from "vitest"
import { Composer } from "../../../src/features/manage/Composer.tsx"
import { readDraft } from "../../../src/features/manage/draft.ts"
import Starters from "../../../src/features/manage/Starters.tsx"
import { pool } from "../../../src/i18n/pool.ts"
import { type Me, MeProvider } from "../../../src/session/me.tsx"

const me: Me = {
  user: {
    id: "019845e1-682f-7b02-a706-3b2422d13aec",
    email: "ada@serrano.example",
    name: "Ada",
    zone: "Europe/Brussels",
    language: "en",
    appearance: "system"
  },
  relationship: null,
  slot: null,
  nextSlot: null
}

interface Sent {
  readonly id: string
  readonly text: string
  readonly date?: string
}

describe("the sheet to write on", () => {
  const sent: Array<Sent> = []
  let answers: Array<(sent: Sent) => Response> = []

  beforeEach(() => {
    sessionStorage.clear()
    sent.length = 0
    vi.stubGlobal("fetch", async (_: URL, init: RequestInit) => {
      const body: Sent = JSON.parse(String(init.body))
      sent.push(body)
      const answer = answers.shift()
      if (answer === undefined) throw new TypeError("Failed to fetch")
      return answer(body)
    })
  })
  afterEach(() => {
    cleanup()
    vi.unstubAllGlobals()
  })

  const kept = ({ date = "", id, text }: Partial<Sent>) =>
    Response.json({
      id,
      text,
      scheduledFor: date === "" ? null : date,
      paused: false,
      timesSent: 0,
      lastSentAt: null,
      createdAt: "2026-11-25T10:00:00.000Z"
    })
  const open = () => {
    render(() => (
      <MeProvider value={() => me}>
        <Composer partner="Ben" />
      </MeProvider>
    ))
    return screen.getByLabelText("New words for Ben")
  }
  const type = (field: HTMLElement, text: string) => fireEvent.input(field, { target: { value: text } })
  const keep = () => fireEvent.click(screen.getByRole("button", { name: "Keep" }))

  it("keeps the words when they were not sent, and sends them again under the same id", async () => {
    const field = open()
    type(field, "You hum.")
    keep()
    await screen.findByRole("alert")
    assert.strictEqual((field as HTMLTextAreaElement).value, "You hum.")
    assert.strictEqual(readDraft().text, "You hum.")

    answers = [kept]
    keep()
    await waitFor(() => assert.strictEqual((field as HTMLTextAreaElement).value, ""))
    assert.strictEqual(sent.length, 2)
    assert.strictEqual(sent[0]?.id, sent[1]?.id)
    assert.deepStrictEqual(readDraft(), { text: "" })
  })

  it("still has them after a reload", () => {
    type(open(), "You hum.")
    cleanup()
    assert.strictEqual((open() as HTMLTextAreaElement).value, "You hum.")
  })

  it("a text that was changed after a try which did arrive says at last what it says now", async () => {
    const field = open()
    type(field, "You hum.")
    keep()
    await screen.findByRole("alert")
    type(field, "You hum, always.")
    // The first try had arrived: its id gives the first answer.
    answers = [({ id }) => kept({ id, text: "You hum." }), ({ text }) => kept({ id: sent[0]?.id ?? "", text })]
    keep()
    await waitFor(() => assert.strictEqual((field as HTMLTextAreaElement).value, ""))
    assert.deepStrictEqual(sent.map(({ text }) => text), ["You hum.", "You hum, always.", "You hum, always."])
  })

  it("is kept for its date at once, and says in place when that date is no more to be had", async () => {
    const field = open()
    type(field, "Open the small drawer.")
    fireEvent.click(screen.getByRole("button", { name: "Keep for a date" }))
    const date = await screen.findByLabelText("The date, where Ben is")
    keep()
    await screen.findByText("Choose a date.")
    assert.strictEqual(sent.length, 0)
    answers = [
      () => Response.json({ _tag: "DateTaken", message: "" }, { status: 409 }),
      (body) => kept(body)
    ]
    fireEvent.input(date, { target: { value: "2027-12-24" } })
    keep()
    await screen.findByText(/Another surprise comes that day/)
    assert.strictEqual((field as HTMLTextAreaElement).value, "Open the small drawer.")
    fireEvent.input(date, { target: { value: "2027-12-25" } })
    keep()
    await waitFor(() => assert.strictEqual((field as HTMLTextAreaElement).value, ""))
    assert.deepStrictEqual(sent.map(({ date }) => date), ["2027-12-24", "2027-12-25"])
    assert.strictEqual(sent[0]?.id, sent[1]?.id)
    assert.isNull(screen.queryByLabelText("The date, where Ben is"))
  })

  it("takes a beginning onto itself, and never in place of somebody's own words", async () => {
    const field = open()
    render(() => <Starters />)
    const [first, second] = pool().beginnings
    const press = (beginning = "") => fireEvent.click(screen.getByRole("button", { name: `Begin with “${beginning}”` }))
    press(first)
    assert.strictEqual((field as HTMLTextAreaElement).value, first)
    assert.strictEqual(document.activeElement, field)
    press(second)
    assert.strictEqual((field as HTMLTextAreaElement).value, second)
    type(field, "Because of you I dare to dance.")
    press(first)
    assert.strictEqual((field as HTMLTextAreaElement).value, "Because of you I dare to dance.")
    assert.strictEqual(sent.length, 0)
  })

  it("says how much is too much instead of cutting it off", async () => {
    const field = open()
    type(field, "a".repeat(283))
    assert.include((await screen.findByRole("alert")).textContent, "3 characters too many")
    keep()
    assert.strictEqual(sent.length, 0)
  })
})
