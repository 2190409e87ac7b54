import { createAsync, MemoryRouter, Route } from "@solidjs/router"
import { render } from "@solidjs/testing-library"
import { type Accessor, Suspense } from "solid-js"
import { afterEach, assert, beforeEach, it, vi } from "vitest"
import type { Output } from "../../src/api/client.ts"
import { forgetAll, type Reading, reading } from "../../src/api/reading.ts"
import * as Snapshots from "../../src/api/snapshots.ts"
import { setOwner } from "../../src/session/owner.ts"

const kept = new Map<string, unknown>()
vi.mock("../../src/api/snapshots.ts", () => ({
  get: (key: string) => Promise.resolve(kept.get(key)),
  put: (key: string, value: unknown) => Promise.resolve(kept.set(key, value)),
  clear: () => Promise.resolve(kept.clear())
}))

type Page = Output<"affirmations.list">

const page = (...texts: ReadonlyArray<string>): Page => ({
  items: texts.map((text) => ({ id: text, text, paused: false, timesSent: 0, lastSentAt: null, createdAt: "" })),
  next: null
})
const respond = (...answers: ReadonlyArray<() => Promise<unknown> | unknown>) => {
  const left = [...answers]
  vi.stubGlobal("fetch", async () => {
    const body = await (left.length > 1 ? left.shift() : left[0])?.()
    return new Response(JSON.stringify(body))
  })
}
const input = { query: {} }
const texts = (shown: Page | undefined) => shown?.items.map(({ text }) => text)

const shownBy = (list: Reading<"affirmations.list">) => {
  let read: Accessor<Page | undefined> = () => undefined
  const List = () => {
    const shown = createAsync(() => list(input))
    read = shown
    return <p>{shown()?.items.length}</p>
  }
  render(() => (
    <MemoryRouter root={(props) => <Suspense>{props.children}</Suspense>}>
      <Route path="*" component={List} />
    </MemoryRouter>
  ))
  return () => read()
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 20))

beforeEach(() => setOwner("ada"))
afterEach(async () => {
  await forgetAll()
  vi.unstubAllGlobals()
})

it("the first visit asks the server and keeps the answer under its owner", async () => {
  respond(() => page("one"))
  const list = reading("affirmations.list")
  const shown = shownBy(list)
  await settled()
  assert.deepStrictEqual(texts(shown()), ["one"])
  assert.deepStrictEqual([...kept.keys()], ['ada:affirmations.list[{"query":{}}]'])
})

it("what was kept is shown while the server still thinks, then the answer", async () => {
  kept.set('ada:affirmations.list[{"query":{}}]', page("old"))
  let arrive = (_: unknown) => {}
  respond(() => new Promise((resolve) => (arrive = resolve)))
  const shown = shownBy(reading("affirmations.list"))
  await settled()
  assert.deepStrictEqual(texts(shown()), ["old"])
  arrive(page("new"))
  await settled()
  assert.deepStrictEqual(texts(shown()), ["new"])
})

it("an answer that was overtaken by that to a later question is not shown", async () => {
  const arrive: Array<(answer: unknown) => void> = []
  respond(() => page("old"), () => new Promise((resolve) => arrive.push(resolve)))
  const list = reading("affirmations.list")
  const shown = shownBy(list)
  await settled()
  const both = Promise.all([list.refresh(input), list.refresh(input)])
  await settled()
  arrive[1]?.(page("old", "new"))
  await settled()
  arrive[0]?.(page("old"))
  await both
  await settled()
  assert.deepStrictEqual(texts(shown()), ["old", "new"])
})

it("without a network what was kept stays, and the failure can be said", async () => {
  kept.set('ada:affirmations.list[{"query":{}}]', page("old"))
  respond(() => Promise.reject(new TypeError("no network")))
  const list = reading("affirmations.list")
  const shown = shownBy(list)
  await settled()
  assert.deepStrictEqual(texts(shown()), ["old"])
  assert.instanceOf(list.failure(input), TypeError)
  respond(() => page("new"))
  await list.refresh(input)
  await settled()
  assert.isUndefined(list.failure(input))
  assert.deepStrictEqual(texts(shown()), ["new"])
})

it("a change is shown and kept at once, and can be undone", async () => {
  respond(() => page("one"))
  const list = reading("affirmations.list")
  const shown = shownBy(list)
  await settled()
  const undo = list.change(input, (before) => ({ ...before, items: [] }))
  await settled()
  assert.deepStrictEqual(texts(shown()), [])
  assert.deepStrictEqual(kept.get('ada:affirmations.list[{"query":{}}]'), page())
  undo()
  await settled()
  assert.deepStrictEqual(texts(shown()), ["one"])
})

it("an answer from before a change does not take the change back", async () => {
  let late = (_: unknown) => {}
  respond(() => page("one"), () => new Promise((resolve) => (late = resolve)), () => page("one", "two"))
  const list = reading("affirmations.list")
  const shown = shownBy(list)
  await settled()
  const refreshed = list.refresh(input)
  await settled()
  list.change(input, () => page("one", "two"))
  await settled()
  late(page("one"))
  await refreshed
  await settled()
  assert.deepStrictEqual(texts(shown()), ["one", "two"])
})

it("what must leave no trace is not kept", async () => {
  respond(() => page("secret"))
  shownBy(reading("affirmations.list", { kept: false }))
  await settled()
  assert.strictEqual(kept.size, 0)
})

it("nothing is left after forgetting", async () => {
  respond(() => page("one"))
  shownBy(reading("affirmations.list"))
  await settled()
  await forgetAll()
  assert.strictEqual(kept.size, 0)
  assert.isUndefined(await Snapshots.get('ada:affirmations.list[{"query":{}}]'))
})
