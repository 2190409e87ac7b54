import { Clock, Effect } from "effect"
import { SecureRandom } from "effect/crypto"
import type { Running } from "./Lumi.ts"

/** What came of a request; status 0 where nobody answered. */
export interface Answer {
  readonly status: number
  readonly ms: number
  readonly retryAfter: string | null
  readonly body: string
}

const send = (url: string, init: RequestInit) =>
  fetch(url, { ...init, signal: AbortSignal.timeout(60_000) }).then(
    async (response) => ({
      status: response.status,
      retryAfter: response.headers.get("retry-after"),
      cookies: response.headers.getSetCookie(),
      body: await response.text()
    }),
    (error: unknown) => ({ status: 0, retryAfter: null, cookies: [], body: String(error) })
  )

/** Somebody new, whose page asks a server and writes drafts. */
const someone = Effect.fnUntraced(function*({ url }: Running) {
  const clock = yield* Clock.Clock
  const random = yield* SecureRandom.SecureRandom
  let cookie = ""
  const ask = (method: "GET" | "POST", path: string, body?: unknown) =>
    Effect.gen(function*() {
      const begun = clock.currentTimeMillisUnsafe()
      const headers = { "content-type": "application/json", origin: url, cookie }
      const { cookies, ...answer } = yield* Effect.promise(() =>
        send(url + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
      )
      if (cookie === "") cookie = cookies.map((set) => set.split(";", 1)[0]).join("; ")
      const result: Answer = { ...answer, ms: clock.currentTimeMillisUnsafe() - begun }
      return result
    })
  const name = yield* random.uuidV7()
  const password = "two lamps in one room"
  const { body, status } = yield* ask("POST", "/api/auth/sign-up/email", {
    email: `${name}@example.org`,
    name: "Ada",
    password
  })
  if (status !== 200) return yield* Effect.fail(new Error(`sign-up: ${status} ${body}`))

  const acknowledged = new Set<string>()
  return {
    read: ask("GET", "/api/drafts"),
    ready: ask("GET", "/readyz"),
    /** Writes a draft, and remembers that it was acknowledged if it was. At most 100 fit. */
    write: Effect.gen(function*() {
      const id = yield* random.uuidV7()
      const answer = yield* ask("POST", "/api/drafts", { id, text: "You make the dark mornings easy." })
      if (answer.status === 200) acknowledged.add(id)
      return answer
    }),
    /** How many writes were acknowledged, and how many of those are not there. */
    missing: Effect.gen(function*() {
      const { body } = yield* ask("GET", "/api/drafts")
      const { items } = JSON.parse(body) as { readonly items: ReadonlyArray<{ readonly id: string }> }
      const there = new Set(items.map(({ id }) => id))
      return { acknowledged: acknowledged.size, missing: [...acknowledged].filter((id) => !there.has(id)).length }
    })
  }
})

/** A machine that is busy with other things may take too long for the one request that no fault is about. */
export const signUp = (api: Running) => Effect.retry(someone(api), { times: 5 })
