import { Effect } from "effect"
import http from "node:http"

/** What is sent: a body that is no string is sent as JSON. */
export interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

export interface Answered {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly text: string
  readonly bytes: Buffer
  readonly json: unknown
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const payload = ({ body }: Asked): string | undefined =>
  body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body)

/** One request exactly as it is given: no header is added but those of the protocol. */
export const send = (port: number, path: string, asked: Asked = {}): Effect.Effect<Answered> =>
  Effect.callback((resume, signal) => {
    const body = payload(asked)
    const chunked = asked.headers?.["transfer-encoding"] !== undefined
    const headers = {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(body === undefined || chunked ? {} : { "content-length": Buffer.byteLength(body) }),
      ...asked.headers
    }
    const request = http.request(
      { host: "127.0.0.1", port, path, method: asked.method ?? "GET", headers, signal, agent: false },
      (response) => {
        const chunks: Array<Buffer> = []
        response.on("data", (chunk: Buffer) => chunks.push(chunk))
        response.on("end", () => {
          const bytes = Buffer.concat(chunks)
          const text = bytes.toString()
          resume(
            Effect.succeed({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text,
              bytes,
              json: parsed(text)
            })
          )
        })
      }
    )
    request.on("error", (error) => resume(Effect.die(error)))
    request.end(body)
  })
