import { Data, Effect } from "effect"
import { lookup as lookUp } from "node:dns"
import http from "node:http"
import https from "node:https"
import type { LookupFunction } from "node:net"
import { isPublic } from "./Addresses.ts"

/** There was no answer; `reason` is a word or two and quotes no address. */
export class NoAnswer extends Data.TaggedError("NoAnswer")<{ readonly reason: string }> {}

/** As much of an answer as anybody reads. */
export interface Answered {
  readonly status: number
  readonly retryAfter: string | undefined
}

/** Finds the addresses of a host; a test has its own. */
export type Resolve = (
  host: string,
  done: (error: Error | null, addresses: ReadonlyArray<{ readonly address: string; readonly family: number }>) => void
) => void

const system: Resolve = (host, done) => lookUp(host, { all: true }, done)

class Blocked extends Error {
  readonly code = "EBLOCKED"
}

/** Look-up and check in one step, within the connection: what was checked is what is connected to. */
const guarded = (resolve: Resolve): LookupFunction => (host, options, done) =>
  resolve(host, (error, addresses) => {
    const first = addresses?.[0]
    if (error !== null) return done(error, "", 0)
    // one bad address among good ones is no accident
    if (first === undefined || addresses.some(({ address }) => !isPublic(address))) return done(new Blocked(), "", 0)
    if (options.all === true) return done(null, addresses.map((each) => ({ ...each })))
    done(null, first.address, first.family)
  })

const codeOf = (error: Error) => "code" in error && typeof error.code === "string" ? error.code : error.name

/** How many connections to one host are open at once, and how long one that nobody needs stays. */
const agentOptions = { keepAlive: true, maxSockets: 64, maxFreeSockets: 16, timeout: 30_000 }

/** The longest that an answer may take, connection included. */
const patience = "5 seconds"
/** How much of an answer is read; nobody needs it, but a connection that is to be used again has to be empty. */
const mostBody = 4096

/** Connections to push services: guarded, kept open, and closed with the scope. */
export const make = Effect.fnUntraced(function*(options: { readonly resolve?: Resolve } = {}) {
  const agents = yield* Effect.acquireRelease(
    Effect.sync(() => ({
      http: new http.Agent(agentOptions),
      https: new https.Agent({ ...agentOptions, lookup: guarded(options.resolve ?? system) })
    })),
    (agents) => Effect.sync(() => [agents.http, agents.https].forEach((agent) => agent.destroy()))
  )

  const post = (url: URL, headers: Readonly<Record<string, string>>, body: Buffer) =>
    Effect.callback<Answered, NoAnswer>((resume) => {
      const asked = { method: "POST", headers: { ...headers, "content-length": body.length } }
      const open = (): http.ClientRequest => {
        const request = url.protocol === "https:"
          ? https.request(url, { ...asked, agent: agents.https })
          : http.request(url, { ...asked, agent: agents.http })
        request.on("error", (error) => {
          // the other side had closed it while nobody used it: that says nothing, and it is none of those that are left
          if (request.reusedSocket && codeOf(error) === "ECONNRESET") current = open()
          else resume(Effect.fail(new NoAnswer({ reason: codeOf(error) })))
        })
        request.on("response", (response) => {
          let read = 0
          response.on("data", (chunk: Buffer) => {
            read += chunk.length
            if (read > mostBody) response.destroy()
          })
          response.on("error", () => {})
          resume(Effect.succeed({ status: response.statusCode ?? 0, retryAfter: response.headers["retry-after"] }))
        })
        request.end(body)
        return request
      }
      let current = open()
      return Effect.sync(() => current.removeAllListeners("error").on("error", () => {}).destroy())
    })

  return (url: URL, headers: Readonly<Record<string, string>>, body: Buffer) =>
    post(url, headers, body).pipe(
      Effect.timeoutOrElse({
        duration: patience,
        orElse: () => Effect.fail(new NoAnswer({ reason: "no answer in time" }))
      })
    )
})
