import type { Api } from "@lumi/core/api/Api"
import type { Schema } from "effect"
import type { HttpApi, HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import table from "./routes.gen.json"
import { send } from "./send.ts"

// Types only: nothing of effect reaches the browser. They are the encoded side of each schema, so they are what the JSON
// holds (a date is a string), and the table of paths is printed from the same API.
type Groups = typeof Api extends HttpApi.HttpApi<string, infer G> ? G : never
type Flat<G> = G extends HttpApiGroup.Constraint
  ? { [E in HttpApiGroup.Endpoints<G> as `${G["identifier"]}.${E["identifier"]}`]: E }
  : never
type Merge<U> = (U extends unknown ? (u: U) => void : never) extends (all: infer All) => void ? All : never
type Endpoints = Merge<Flat<Groups>>

/** HttpApi wraps every schema in a codec; the schema as it was written is under `schema`. */
type Wire<S> = S extends { readonly schema: infer I extends Schema.Constraint } ? Plain<I["Encoded"]> : never
/** What JSON cannot hold becomes `unknown`, so using it does not compile. */
type Plain<E> = E extends string | number | boolean | null | undefined | void ? E
  : E extends
    bigint | symbol | Date | ReadonlyMap<unknown, unknown> | ReadonlySet<unknown> | ((...all: never) => unknown)
    ? unknown
  : { readonly [K in keyof E]: Plain<E[K]> }
type Part<K extends string, S> = [S] extends [never] ? unknown : { readonly [P in K]: Wire<S> }

/** The name of an endpoint: "affirmations.list". */
export type Call = keyof Endpoints & string
export type Output<K extends Call> = Wire<HttpApiEndpoint.Success<Endpoints[K]>>
export type Failure<K extends Call> = Wire<HttpApiEndpoint.Error<Endpoints[K]>>
export type Input<K extends Call> =
  & Part<"params", HttpApiEndpoint.Params<Endpoints[K]>>
  & Part<"query", HttpApiEndpoint.Query<Endpoints[K]>>
  & Part<"payload", HttpApiEndpoint.Payload<Endpoints[K]>>

/** The server said no; `body` is `{ _tag, message, ... }`, or undefined when it was not our server that answered. */
export class Refused<K extends Call = Call> extends Error {
  readonly status: number
  readonly body: Failure<K> | undefined
  constructor(status: number, body: Failure<K> | undefined) {
    super(`HTTP ${status}`)
    this.status = status
    this.body = body
  }
}

/** What kind of no it was: "InviteNotFound"; undefined when it was none of the server's. */
export const tagOf = (failure: unknown): string | undefined =>
  failure instanceof Refused ? (failure.body as { readonly _tag?: string } | undefined)?._tag : undefined

let signedOut = () => {}

/** What happens when the server no longer knows who asks. */
export const whenSignedOut = (then: () => void): void => {
  signedOut = then
}

/** The only door from the web app to the API: `run("affirmations.edit", { params: { id }, payload: { paused: true } })` */
export const run = async <K extends Call>(call: K, input: Input<K>, signal?: AbortSignal): Promise<Output<K>> => {
  const { params, query, payload } = input as Record<string, Record<string, unknown> | undefined>
  const [method = "", path = ""] = (table as Record<string, ReadonlyArray<string>>)[call] ?? []
  const url = new URL(path.replace(/:(\w+)/g, (_, name) => encodeURIComponent(String(params?.[name]))), location.origin)
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value))
  }
  const init = {
    method,
    credentials: "same-origin",
    // What is written when the page is left is written all the same.
    keepalive: method !== "GET",
    signal: signal ?? AbortSignal.timeout(15_000)
  } as const
  const response = method === "GET" || method === "DELETE" ? await fetch(url, init) : await send(url, payload, init)
  const body = response.status === 204 ? undefined : await response.json().catch(() => undefined)
  if (response.status === 401) signedOut()
  if (!response.ok) throw new Refused<K>(response.status, body)
  return body
}
