import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library"
import { createSignal, type JSX } from "solid-js"
import { afterEach, assert, beforeEach, describe, it, vi } from "vitest"
import { Answer } from "../../../src/features/affirmations/Answer.tsx"
import { type Received, say, watchAnswers } from "../../../src/features/affirmations/data.ts"
import { DayRow } from "../../../src/features/affirmations/DayRow.tsx"
import { type Me, MeProvider } from "../../../src/session/me.tsx"
import { endAllToasts, endToast, toasts } from "../../../src/ui/toasts.ts"

const me: Me = {
  user: {
    id: "019845e1-682f-7b02-a706-3b2422d13aec",
    email: "ben@vandael.example",
    name: "Ben",
    zone: "Europe/Brussels",
    language: "en",
    appearance: "system"
  },
  relationship: null,
  slot: null,
  nextSlot: null
}

const came: Received = {
  id: "019845e1-682f-7b02-a706-3b2422d13aed",
  date: "2026-11-24",
  text: "You hum.",
  author: "019845e1-682f-7b02-a706-3b2422d13aee",
  reason: { factors: [], outOf: 1, probability: 1 },
  chosenAt: "2026-11-24T10:05:00.000Z",
  lovedAt: null,
  reply: null,
  wish: null
}

const [shown, setShown] = createSignal(came)
const Seat = (props: { readonly children: JSX.Element }) => {
  watchAnswers((_, said) => setShown((before) => ({ ...before, ...said })))
  return <MeProvider value={() => me}>{props.children}</MeProvider>
}
const said = () => toasts().map(({ text }) => text)

interface Sent {
  readonly path: string
  readonly body: unknown
}
const sent: Array<Sent> = []
let works = true

beforeEach(() => {
  setShown(came)
  sent.length = 0
  works = true
  vi.stubGlobal("fetch", async (url: URL, init: RequestInit) => {
    const body: Record<string, unknown> = JSON.parse(String(init.body))
    sent.push({ path: url.pathname.split("/").at(-1) ?? "", body })
    if (!works) throw new TypeError("Failed to fetch")
    const { text } = body
    if (text === undefined) return Response.json({ ...came, ...body })
    return Response.json({ ...came, reply: text === null ? null : { text, at: came.chosenAt } })
  })
})
afterEach(() => {
  cleanup()
  endAllToasts()
  vi.unstubAllGlobals()
})

describe("more of this, or less", () => {
  const open = () =>
    render(() => (
      <Seat>
        <Answer delivery={shown()} />
      </Seat>
    ))
  const button = (name: string) => screen.getByRole("button", { name })
  const pressed = () => ["More like this", "Less like this"].map((name) => button(name).getAttribute("aria-pressed"))

  it("is shown at once, one of the two, and taken back by pressing it again", async () => {
    open()
    fireEvent.click(button("More like this"))
    assert.deepStrictEqual(pressed(), ["true", "false"])
    fireEvent.click(button("Less like this"))
    assert.deepStrictEqual(pressed(), ["false", "true"])
    fireEvent.click(button("Less like this"))
    assert.deepStrictEqual(pressed(), ["false", "false"])
    await waitFor(() => assert.strictEqual(sent.length, 3))
    assert.deepStrictEqual(sent.map(({ body }) => body), [{ wish: "more" }, { wish: "less" }, { wish: null }])
  })

  it("is shown as it was, with a word, when it could not be saved", async () => {
    works = false
    open()
    fireEvent.click(button("More like this"))
    await waitFor(() => assert.deepStrictEqual(pressed(), ["false", "false"]))
    await waitFor(() => assert.match(said().join(), /wish wasn’t saved/))
  })
})

describe("an answer in words", () => {
  const open = () =>
    render(() => (
      <Seat>
        <DayRow delivery={shown()} zone="Europe/Brussels" />
      </Seat>
    ))
  const writeBack = async (what: RegExp) => {
    fireEvent.click(screen.getByRole("button", { name: what, hidden: true }))
    return screen.findByLabelText<HTMLTextAreaElement>("Your answer", undefined, { timeout: 10_000 })
  }
  const send = () => fireEvent.submit(screen.getByLabelText("Your answer"))
  const press = (name: string) => fireEvent.click(screen.getByRole("button", { name, hidden: true }))

  it("stands under the words, and Undo takes it away again", async () => {
    open()
    await writeBack(/Write back/)
    press("Thank you")
    assert.isNotNull(screen.getByText("Thank you"))
    await waitFor(() => assert.lengthOf(toasts(), 1))
    endToast(toasts()[0]?.id ?? 0, "undo")
    await waitFor(() => assert.deepStrictEqual(sent.map(({ body }) => body), [{ text: "Thank you" }, { text: null }]))
    assert.isNull(screen.queryByText("Thank you"))
  })

  it("is not lost when it could not be sent", async () => {
    works = false
    open()
    const field = await writeBack(/Write back/)
    fireEvent.input(field, { target: { value: "Read this in the car park." } })
    send()
    await waitFor(() => assert.match(said().join(), /answer wasn’t sent/))
    assert.isNull(shown().reply)
    assert.strictEqual((await writeBack(/Write back/)).value, "Read this in the car park.")

    works = true
    send()
    await waitFor(() => assert.match(said().join(), /Sent to/))
    assert.strictEqual(shown().reply?.text, "Read this in the car park.")
    assert.isNotNull(screen.getByRole("button", { name: "Change your answer", hidden: true }))
  })
})

it("words that came late say so", () => {
  render(() => (
    <Seat>
      <DayRow delivery={{ ...came, reason: { ...came.reason, late: 215 } }} zone="Europe/Brussels" />
    </Seat>
  ))
  assert.isNotNull(screen.getByText(/^Came late, at 11:05/))
})

it("what fails after something else was saved goes back to what was saved", async () => {
  const views: Array<unknown> = []
  render(() => {
    watchAnswers((_, { wish }) => void views.push(wish))
    return null
  })
  const first = say(came, "wish", { wish: "more" }, async () => ({ ...came, wish: "more" }))
  const second = say({ ...came, wish: "more" }, "wish", { wish: "less" }, () => Promise.reject(new Error("no network")))
  assert.deepStrictEqual(await Promise.all([first, second]), [true, false])
  assert.deepStrictEqual(views, ["more", "less", "more"])
})
