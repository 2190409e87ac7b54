import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library"
import { afterEach, assert, beforeEach, describe, it, vi } from "vitest"
import type { Mine } from "../../../src/features/manage/data.ts"
import { Facts } from "../../../src/features/manage/Facts.tsx"
import KeepFor from "../../../src/features/manage/KeepFor.tsx"
import { type Me, MeProvider } from "../../../src/session/me.tsx"
import { endAllToasts, toasts } from "../../../src/ui/toasts.ts"

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
const mine: Mine = {
  id: "019845e1-682f-7b02-a706-3b2422d13aed",
  text: "Open the small drawer.",
  paused: false,
  timesSent: 0,
  lastSentAt: null,
  createdAt: "2026-11-25T10:00:00.000Z",
  tags: [],
  scheduledFor: null,
  loves: 0,
  replies: 0,
  wish: null
}

afterEach(cleanup)

describe("keeping a text for a date", () => {
  let answer = () => new Response()
  const sent: Array<unknown> = []
  const close = vi.fn<() => void>()
  beforeEach(() => {
    sent.length = 0
    close.mockClear()
    vi.stubGlobal("fetch", async (_: URL, init: RequestInit) => {
      sent.push(JSON.parse(String(init.body)))
      return answer()
    })
  })
  afterEach(() => {
    endAllToasts()
    vi.unstubAllGlobals()
  })

  const open = (item: Mine) =>
    render(() => (
      <MeProvider value={() => me}>
        <KeepFor open item={item} onClose={close} />
      </MeProvider>
    ))
  const field = () => screen.getByLabelText<HTMLInputElement>(/^The date/)
  const keep = (date: string) => {
    fireEvent.input(field(), { target: { value: date } })
    fireEvent.submit(field())
  }
  const problem = () => document.getElementById(field().getAttribute("aria-describedby") ?? "")?.textContent

  it("says in place that a date is taken or over, and that none was chosen", async () => {
    open(mine)
    keep("")
    assert.strictEqual(problem(), "Choose a date.")
    assert.strictEqual(sent.length, 0)
    answer = () => Response.json({ _tag: "DateTaken", date: "2026-12-24", message: "" }, { status: 409 })
    keep("2026-12-24")
    await waitFor(() => assert.match(problem() ?? "", /Another surprise/))
    answer = () => Response.json({ _tag: "DateOver", date: "2026-11-01", message: "" }, { status: 409 })
    keep("2026-11-01")
    await waitFor(() => assert.match(problem() ?? "", /That day is over/))
    assert.strictEqual(document.activeElement, field())
    assert.strictEqual(close.mock.calls.length, 0)
  })

  it("closes when it is kept, and when the date is taken off", async () => {
    answer = () => Response.json({ ...mine, scheduledFor: "2026-12-24" })
    open(mine)
    assert.isNull(screen.queryByRole("button", { name: "Take the date off", hidden: true }))
    keep("2026-12-24")
    await waitFor(() => assert.strictEqual(close.mock.calls.length, 1))
    assert.match(toasts()[0]?.text ?? "", /^Kept for .*24/)
    cleanup()

    answer = () => Response.json(mine)
    open({ ...mine, scheduledFor: "2026-12-24" })
    assert.strictEqual(field().value, "2026-12-24")
    fireEvent.click(screen.getByRole("button", { name: "Take the date off", hidden: true }))
    await waitFor(() => assert.deepStrictEqual(sent, [{ date: "2026-12-24" }, { date: null }]))
  })
})

describe("what has become of a text", () => {
  const facts = (item: Partial<Mine>) => {
    const { container } = render(() => (
      <MeProvider value={() => me}>
        <Facts item={{ ...mine, ...item }} zone="Europe/Brussels" />
      </MeProvider>
    ))
    return [...container.querySelectorAll("div > span")].map(({ textContent }) => textContent).filter(Boolean)
  }

  it("is said in a few words", () => {
    assert.deepStrictEqual(facts({}), ["Never sent"])
    const [sent, ...rest] = facts({
      timesSent: 2,
      lastSentAt: "2024-08-09T06:00:00.000Z",
      loves: 2,
      wish: "more",
      tags: ["monday", "hard-day"]
    })
    assert.match(sent ?? "", /^Sent .*2024$/)
    assert.deepStrictEqual(rest, [
      "Twice",
      "Loved twice",
      " wants more like this",
      "Monday",
      "A hard day"
    ])
  })

  it("of a surprise is its date, to come or gone by", () => {
    assert.match(facts({ scheduledFor: "2999-12-24" }).join("|"), /^Surprise\|Only on .*2999$/)
    assert.match(facts({ scheduledFor: "2020-12-24" }).join("|"), /^Surprise\|It was for .*2020$/)
  })

  it("is nothing more when it was kept by an earlier version", () => {
    const { createdAt, id, lastSentAt, paused, text, timesSent } = mine
    const { container } = render(() => (
      <MeProvider value={() => me}>
        <Facts item={{ createdAt, id, lastSentAt, paused, text, timesSent }} zone="Europe/Brussels" />
      </MeProvider>
    ))
    assert.strictEqual(container.textContent, "Never sent")
  })
})
