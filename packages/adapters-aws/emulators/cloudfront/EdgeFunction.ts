import { readFileSync } from "node:fs"
import path from "node:path"
import vm from "node:vm"
import type { Asked } from "./Exchange.ts"

interface Value {
  value: string
}

/** A request as a function at the edge sees and changes it. */
export interface EdgeRequest {
  readonly method: string
  uri: string
  readonly querystring: Record<string, Value>
  readonly headers: Record<string, Value>
  readonly cookies: Record<string, Value>
}

/** An answer as a function at the edge sees and changes it. */
export interface EdgeResponse {
  statusCode: number
  statusDescription?: string
  readonly headers: Record<string, Value>
}

interface EdgeEvent {
  readonly version: "1.0"
  readonly context: { readonly eventType: string }
  readonly viewer: { readonly ip: string }
  readonly request: EdgeRequest
  readonly response?: EdgeResponse
}

/** Texts as functions at the edge see them. */
export const valuesOf = (pairs: ReadonlyArray<readonly [string, string]>): Record<string, Value> =>
  Object.fromEntries(pairs.map(([name, value]) => [name, { value }]))

const cookiesOf = (header: string) =>
  valuesOf(
    header.split(";").map((pair) => pair.trim()).filter((pair) => pair.includes("=")).map((pair) => {
      const at = pair.indexOf("=")
      return [pair.slice(0, at), pair.slice(at + 1)] as const
    })
  )

/** What a function at the edge is told of a request. */
export const eventOf = (asked: Asked, eventType: string): EdgeEvent => ({
  version: "1.0",
  context: { eventType },
  viewer: { ip: asked.viewer.replace(/:\d+$/, "") },
  request: {
    method: asked.method,
    uri: asked.path,
    querystring: valuesOf([...new URLSearchParams(asked.query)]),
    headers: valuesOf(Object.entries(asked.headers).filter(([name]) => name !== "cookie")),
    cookies: cookiesOf(asked.headers["cookie"] ?? "")
  }
})

const folder = path.resolve(import.meta.dirname, "../../infra/functions")

/** The most that CloudFront takes. */
const largest = 10_240

/**
 * The function of the stack, run as CloudFront runs it: a script with one `handler`, which sees neither modules nor a
 * clock, a network or a process.
 */
export const load = (name: "viewer-address" | "viewer-request" | "viewer-response") => {
  const code = readFileSync(path.join(folder, `${name}.js`), "utf8")
  if (Buffer.byteLength(code) > largest) throw new Error(`${name}.js is larger than ${largest} bytes.`)
  const script = new vm.Script(`"use strict";${code}\nhandler(event)`, { filename: `${name}.js` })
  // not the millisecond that CloudFront gives: this clock also runs while other processes have the machine
  return (event: EdgeEvent): EdgeRequest | EdgeResponse =>
    script.runInNewContext({ event: structuredClone(event) }, { timeout: 5_000 }) as EdgeRequest | EdgeResponse
}
