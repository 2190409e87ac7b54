import { Effect, Redacted, Schema } from "effect"
import { createHmac } from "node:crypto"
import type { Sessions } from "./Sessions.ts"

/**
 * Better Auth names sessions to a page by their tokens. A page gets a handle instead, which nobody can sign in with: it
 * names a session of the same person to be ended, and that is all.
 */
export const of = (token: string, secret: Redacted.Redacted<string>): string =>
  createHmac("sha256", Redacted.value(secret)).update(`lumi:session-handle:v1\n${token}`).digest("base64url")

const hide = (value: unknown, secret: Redacted.Redacted<string>): unknown => {
  if (Array.isArray(value)) return value.map((one) => hide(one, secret))
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === "token" && typeof inner === "string" ? of(inner, secret) : hide(inner, secret)
    ])
  )
}

/** The same answer with handles in place of tokens. */
export const hidden = Effect.fnUntraced(function*(response: Response, secret: Redacted.Redacted<string>) {
  if (!(response.headers.get("content-type") ?? "").startsWith("application/json")) return response
  const text = yield* Effect.promise(() => response.text())
  if (!text.includes('"token"')) return new Response(text, response)
  return new Response(JSON.stringify(hide(JSON.parse(text), secret)), response)
})

const Named = Schema.fromJsonString(Schema.Struct({ token: Schema.String.check(Schema.isMaxLength(256)) }))

/** A request to end a session by its handle, as Better Auth understands it; of a stranger's session it knows nothing. */
export const revealed = Effect.fnUntraced(
  function*(request: Request, sessions: Sessions, userId: string, secret: Redacted.Redacted<string>) {
    const text = yield* Effect.promise(() => request.text())
    const again = (body: string) => new Request(request.url, { method: "POST", headers: request.headers, body })
    const named = Schema.decodeUnknownOption(Named)(text)
    if (named._tag === "None") return again(text)
    const tokens = yield* sessions.tokensOf(userId)
    const token = tokens.find((token) => of(token, secret) === named.value.token)
    return again(JSON.stringify({ token: token ?? "none" }))
  }
)
