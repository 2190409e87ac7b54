import type { LambdaFunctionURLEvent } from "aws-lambda"
import { Effect, Option } from "effect"
import { Origin } from "./Origin.ts"
import { WebServing } from "./WebServing.ts"

/** What a function URL hands over: the parts of it that a request is made of. */
export type Event =
  & Pick<
    LambdaFunctionURLEvent,
    "rawPath" | "rawQueryString" | "headers" | "cookies" | "body" | "isBase64Encoded"
  >
  & { readonly requestContext: { readonly http: { readonly method: string } } }

/** The whole of an answer: the one header that comes several times has a list of its own. */
export interface Answer {
  readonly statusCode: number
  readonly headers: Record<string, string>
  readonly cookies: Array<string>
  readonly body: string
  readonly isBase64Encoded: boolean
}

/** A request as the web knows it. */
const request = (event: Event, origin: string): Request => {
  const { method } = event.requestContext.http
  const headers = new Headers()
  for (const [name, value] of Object.entries(event.headers)) if (value !== undefined) headers.set(name, value)
  if (event.cookies !== undefined) headers.set("cookie", event.cookies.join("; "))
  const mayHaveBody = method !== "GET" && method !== "HEAD"
  const body = mayHaveBody && event.body !== undefined
    ? Buffer.from(event.body, event.isBase64Encoded ? "base64" : "utf8")
    : null
  // whatever length was announced: this is what there is
  headers.delete("transfer-encoding")
  headers.set("content-length", String(body?.length ?? 0))
  const query = event.rawQueryString === "" ? "" : `?${event.rawQueryString}`
  return new Request(`${origin}${event.rawPath || "/"}${query}`, { method, headers, body })
}

const isText = (type: string | null) => type !== null && /^text\/|json|javascript|xml/.test(type)

/** Lambda says these itself: of what it sends on, and not of what we hand it. */
const itsOwn: ReadonlySet<string> = new Set(["set-cookie", "content-length", "connection", "transfer-encoding"])

/** An answer as a function URL takes it. */
const answer = async (response: Response): Promise<Answer> => {
  const headers: Record<string, string> = {}
  for (const [name, value] of response.headers) if (!itsOwn.has(name)) headers[name] = value
  const bytes = Buffer.from(await response.arrayBuffer())
  const text = isText(response.headers.get("content-type")) && !response.headers.has("content-encoding")
  return {
    statusCode: response.status,
    headers,
    cookies: response.headers.getSetCookie(),
    body: bytes.toString(text ? "utf8" : "base64"),
    isBase64Encoded: !text
  }
}

/** What cannot be a request is none of ours to look into. */
const malformed: Answer = {
  statusCode: 400,
  headers: { "content-type": "application/json", "cache-control": "no-store", "x-content-type-options": "nosniff" },
  cookies: [],
  body: JSON.stringify({ _tag: "Invalid", message: "What was sent does not fit.", problems: [] }),
  isBase64Encoded: false
}

/** Answers one event of a function URL; `id` names it in logs and in the answer. */
export const handle = Effect.fn("FunctionUrl.handle")(function*(event: Event, id: string) {
  const { url } = yield* Origin
  const serving = yield* WebServing
  const asked = Option.liftThrowable(request)(event, url)
  return Option.isNone(asked)
    ? malformed
    : yield* Effect.promise(() => serving.answer(asked.value, id).then(answer))
})
