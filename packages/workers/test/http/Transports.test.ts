import { assert, layer } from "@effect/vitest"
import { Context, Effect, Layer } from "effect"
import * as FunctionUrl from "../../src/http/FunctionUrl.ts"
import { Listener } from "../../src/http/Listener.ts"
import type { Origin } from "../../src/http/Origin.ts"
import type { WebServing } from "../../src/http/WebServing.ts"
import { functionUrlEvent } from "./functionUrlEvent.ts"
import { pageHeaders } from "./people.ts"
import { send } from "./send.ts"
import { functionWorld, world } from "./world.ts"

const origin = "https://lumi.example.org"

/** The same API in a function, with people of its own. */
class InFunction extends Context.Service<InFunction, Context.Context<Origin | WebServing>>()("InFunction") {}

const inFunction = Layer.effect(InFunction, Layer.build(functionWorld(origin).pipe(Layer.fresh)))

/** What differs by the transport, by the clock, or from one request to the next. */
const unlike = new Set([
  "connection",
  "content-length",
  "date",
  "keep-alive",
  "transfer-encoding",
  "x-request-id",
  "set-cookie"
])

const alike = (headers: Readonly<Record<string, string | ReadonlyArray<string> | undefined>>) =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => !unlike.has(name)).map(([name, value]) => [name, `${value}`])
  )

const ours = pageHeaders(origin)
const json = { "content-type": "application/json" }
const paths = [
  "/healthz",
  "/readyz",
  "/api/nowhere",
  "/api/me",
  "/api/docs",
  "/api/docs.css",
  "/api/openapi.json",
  "/api/affirmations/",
  "/api/affirmations/not-an-id",
  "/api/invites/look",
  "/api/realtime/ticket",
  "/api/auth/get-session",
  "/api/auth/sign-in/email",
  "/api/auth/nowhere"
]
const hostile: ReadonlyArray<Readonly<Record<string, string>>> = [
  {},
  { ...ours, ...json },
  { "sec-fetch-site": "cross-site", ...json },
  { origin: "https://evil.example", ...json },
  { ...ours, "content-type": "text/plain" },
  { ...ours, ...json, cookie: "__Host-lumi_session=forged.cookie" }
]
const bodies = [
  undefined,
  "{}",
  '{"email":"a@lumi.test","password":"x"}',
  "not json",
  JSON.stringify("x".repeat(70_000))
]

const both = Layer.merge(world({ environment: { LUMI_ORIGIN: origin } }), inFunction)

layer(both, { excludeTestServices: true, timeout: "4 minutes" })("A request", (it) => {
  it.effect("is answered alike by a server and by a function", () =>
    Effect.gen(function*() {
      const { port } = yield* Listener
      const services = yield* InFunction
      for (const path of paths) {
        for (const method of ["GET", "HEAD", "POST", "PATCH", "DELETE"]) {
          for (const headers of hostile) {
            for (const body of method === "GET" || method === "HEAD" ? [undefined] : bodies) {
              const where = `${method} ${path} ${JSON.stringify(headers)} ${String(body).slice(0, 40)}`
              const typed = body === undefined
                ? headers
                : { ...headers, "content-length": `${Buffer.byteLength(body)}` }
              const server = yield* send(port, path, { method, headers: typed, ...(body !== undefined && { body }) })
              const { isBase64Encoded, ...event } = functionUrlEvent(method, path, typed)
              const { "content-type": type, ...rest } = event.headers
              const answer = yield* FunctionUrl.handle({
                ...event,
                isBase64Encoded,
                headers: { ...rest, ...(typed["content-type"] !== undefined && { "content-type": type }) },
                ...(body !== undefined && { body })
              }, "request").pipe(Effect.provideContext(services))
              const text = Buffer.from(answer.body, answer.isBase64Encoded ? "base64" : "utf8").toString()
              assert.strictEqual(answer.statusCode, server.status, where)
              assert.strictEqual(text, server.text, where)
              assert.deepStrictEqual(alike(answer.headers), alike(server.headers), where)
            }
          }
        }
      }
    }))
})
