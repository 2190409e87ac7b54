import { Effect } from "effect"
import { Listener } from "../../src/http/Listener.ts"
import { Origin } from "../../src/http/Origin.ts"
import { type Answered, type Asked, send } from "./send.ts"

let houses = 0

/** Somebody with a browser at an address of their own. */
export interface Person {
  readonly email: string
  readonly headers: Readonly<Record<string, string>>
  readonly ask: (method: string, path: string, body?: unknown) => Effect.Effect<Answered>
}

/** The headers a browser sends from one of our pages. */
export const pageHeaders = (origin: string) => ({ "origin": origin, "sec-fetch-site": "same-origin" })

const cookies = (set: ReadonlyArray<string> = []) => set.map((cookie) => cookie.split(";", 1)[0]).join("; ")

export const password = "grey canals at noon"

/** Asks as a page of ours would, with these headers besides. */
export const asking = Effect.fnUntraced(function*(headers: Readonly<Record<string, string>>) {
  const { port } = yield* Listener
  const { url } = yield* Origin
  return (method: string, path: string, body?: unknown) => {
    const asked: Asked = {
      method,
      headers: { ...pageHeaders(url), ...headers },
      ...(body === undefined ? {} : { body })
    }
    return send(port, path, asked)
  }
})

/** A new account, signed in; at home somewhere else than everybody before unless an address is given. */
export const signUp = Effect.fnUntraced(function*(name: string, address = `10.1.${++houses >> 8}.${houses & 255}`) {
  const email = `${name.toLowerCase()}-${houses}@lumi.test`
  const at = { "x-forwarded-for": address }
  const anonymous = yield* asking(at)
  const answer = yield* anonymous("POST", "/api/auth/sign-up/email", { email, password, name })
  if (answer.status !== 200) return yield* Effect.die(new Error(`sign-up: ${answer.status} ${answer.text}`))
  const headers = { ...at, cookie: cookies(answer.headers["set-cookie"]) }
  return { email, headers, ask: yield* asking(headers) } satisfies Person as Person
})

/** Two people who are a couple. */
export const couple = Effect.fnUntraced(function*(first: string, second: string) {
  const [one, other] = [yield* signUp(first), yield* signUp(second)]
  const invite = (yield* one.ask("POST", "/api/invites/", {})).json as { readonly id: string; readonly code: string }
  yield* other.ask("POST", "/api/invites/claim", { secret: invite.code })
  const { status, text } = yield* one.ask("POST", `/api/invites/${invite.id}/accept`, {})
  if (status !== 204) return yield* Effect.die(new Error(`accept: ${status} ${text}`))
  return [one, other] as const
})
