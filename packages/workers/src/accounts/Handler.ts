import { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { Context, DateTime, Duration, Effect, Option, type Redacted, Schema } from "effect"
import { AsyncLocalStorage } from "node:async_hooks"
import * as Cookies from "./Cookies.ts"
import { startedHeader } from "./headers.ts"
import type { Run } from "./kv/Models.ts"
import * as SessionHandles from "./SessionHandles.ts"
import { type Sessions, userOf } from "./Sessions.ts"

/** What is answered at all, of everything Better Auth could. */
const paths: ReadonlySet<string> = new Set([
  "GET /get-session",
  "GET /list-sessions",
  "POST /sign-up/email",
  "POST /sign-in/email",
  "POST /sign-out",
  "POST /request-password-reset",
  "POST /reset-password",
  "POST /change-password",
  "POST /revoke-session",
  "POST /revoke-sessions",
  "POST /revoke-other-sessions",
  "POST /send-verification-email",
  "GET /verify-email"
])

/** Whether there is an account must not show in the time until the answer. */
const takeTheirTime: ReadonlySet<string> = new Set(["POST /request-password-reset", "POST /send-verification-email"])

/** What may send a mail behind its answer. */
const maySend: ReadonlySet<string> = new Set([...takeTheirTime, "POST /sign-up/email", "POST /change-password"])

/**
 * How long an answer takes at least that may send a mail: where a process stands still once it has answered, the mail
 * goes out before. Nothing to wait for where it goes on behind the answer.
 */
export const MailTime = Context.Reference<Duration.Duration>("@lumi/workers/accounts/Handler/MailTime", {
  defaultValue: () => Duration.zero
})

const notFound = () => Response.json({ code: "NOT_FOUND", message: "There is nothing here." }, { status: 404 })

const unavailable = () =>
  Response.json({
    code: "UNAVAILABLE",
    message: "Lumi cannot reach its store. Nothing is lost; try again in a moment."
  }, {
    status: 503,
    headers: { "retry-after": "5" }
  })

const isUnavailable = Schema.is(StoreUnavailable)

/** Better Auth makes every failure of the store its own; this remembers, per request, that it was the store. */
export const outages = () => {
  const request = new AsyncLocalStorage<{ unavailable: boolean }>()
  return {
    watched: (run: Run): Run => (effect) =>
      run(effect).catch((error: unknown) => {
        const current = request.getStore()
        if (current !== undefined && isUnavailable(error)) current.unavailable = true
        throw error
      }),
    answered: (handle: () => Promise<Response>) => {
      const current = { unavailable: false }
      return request.run(current, handle).then(
        (response) => current.unavailable && response.status >= 400 ? unavailable() : response,
        (error: unknown) => {
          if (current.unavailable) return unavailable()
          throw error
        }
      )
    }
  }
}

interface HandlerOptions {
  readonly auth: (request: Request) => Effect.Effect<Response>
  readonly sessions: Sessions
  readonly secrets: ReadonlyArray<Redacted.Redacted<string>>
  readonly secure: boolean
  /** zero where no mail is sent */
  readonly mailTime: Duration.Duration
}

/** `/api/auth/*`: Better Auth, behind the same rule of who is signed in as everything else. */
export const make = ({ auth, mailTime, secrets, secure, sessions }: HandlerOptions) => {
  const least = (path: string) =>
    Duration.max(
      takeTheirTime.has(path) ? Duration.millis(250) : Duration.zero,
      maySend.has(path) ? mailTime : Duration.zero
    )

  /** A session that does not count any more is taken out; one signed with an earlier secret is signed anew. */
  const judged = Effect.fnUntraced(function*(request: Request) {
    const headers = new Headers(request.headers)
    headers.set(startedHeader, DateTime.formatIso(yield* DateTime.now))
    const header = headers.get("cookie") ?? ""
    const value = Cookies.sessionValue(header, secure)
    if (value === undefined) return new Request(request, { headers })
    const token = Cookies.verify(value, secrets)
    const alive = token !== undefined && Option.isSome(yield* sessions.find(token))
    headers.set("cookie", Cookies.withSession(header, alive ? Cookies.sign(token, secrets[0]!) : "ended", secure))
    const own = new Request(request, { headers })
    return alive && new URL(own.url).pathname.endsWith("/revoke-session")
      ? yield* SessionHandles.revealed(own, sessions, userOf(token), secrets[0]!)
      : own
  })

  const finished = (response: Response) => {
    const headers = new Headers(response.headers)
    const wait = headers.get("x-retry-after")
    if (wait !== null) headers.set("retry-after", wait)
    headers.set("cache-control", "no-store")
    if (!secure) { for (const cookie of Cookies.plain(headers.getSetCookie())) headers.append("set-cookie", cookie) }
    return new Response(response.body, { status: response.status, headers })
  }

  return Effect.fn("Auth.handler")(function*(request: Request) {
    const path = `${request.method} ${new URL(request.url).pathname.replace(/^\/api\/auth/, "")}`
    if (!paths.has(path)) return notFound()
    const own = yield* judged(request)
    const [response] = yield* Effect.all([auth(own), Effect.sleep(least(path))], { concurrency: "unbounded" })
    return finished(yield* SessionHandles.hidden(response, secrets[0]!))
  }, Effect.catchTag("StoreUnavailable", () => Effect.sync(unavailable)))
}
