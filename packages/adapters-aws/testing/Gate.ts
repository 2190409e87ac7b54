import { Effect } from "effect"
import { createServer, request as forward, type ServerResponse } from "node:http"
import * as Loopback from "../emulators/Loopback.ts"

/** A request on its way to DynamoDB. */
export interface Asked {
  readonly operation: string
  readonly body: Record<string, unknown>
}

/** A failure as DynamoDB says it. */
interface Failure {
  readonly error: string
  readonly status?: number
  readonly message?: string
  readonly more?: object
}

/** What happens to a request instead of reaching DynamoDB, or to its body on the way and to its answer on the way back. */
export type Fault =
  | Failure
  | { readonly cut: true }
  | { readonly silent: true }
  /** it is done, and its answer gets lost */
  | { readonly lost: true }
  | { readonly ask: object; readonly add: object }

const refuse = (response: ServerResponse, { error, message = error, more = {}, status = 400 }: Failure) => {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.0" })
  response.end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${error}`, message, ...more }))
}

/** What has no place on any way of a request: it reads all there is. */
const forbidden = new Set(["Scan", "ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction"])

/**
 * What stands before an emulator: it refuses every Scan, keeps what was asked, and lets go wrong what a test says. The client
 * on this side is the real one with its own retries.
 */
export const gate = Effect.fnUntraced(function*(endpoint: string) {
  const { hostname, port } = new URL(endpoint)
  const state = {
    asked: [] as Array<Asked>,
    /** how many left before they had an answer */
    left: 0,
    fault: (_asked: Asked, _nth: number): Fault | undefined => undefined
  }

  const server = createServer((incoming, response) => {
    response.on("close", () => {
      if (!response.writableFinished) state.left++
    })
    const chunks: Array<Buffer> = []
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk))
    incoming.on("end", () => {
      const operation = String(incoming.headers["x-amz-target"]).split(".")[1] ?? ""
      const asked = { operation, body: JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown> }
      state.asked.push(asked)
      if (forbidden.has(operation)) {
        return refuse(response, { error: "AccessDeniedException", message: `${operation}!` })
      }
      const fault = state.fault(asked, state.asked.filter((one) => one.operation === operation).length)
      if (fault !== undefined && "error" in fault) return refuse(response, fault)
      if (fault !== undefined && "cut" in fault) return incoming.socket.destroy()
      if (fault !== undefined && "silent" in fault) return
      const rewritten = fault !== undefined && "ask" in fault ? fault : undefined
      const body = JSON.stringify(rewritten?.ask ?? asked.body)
      const headers = { ...incoming.headers, "content-length": Buffer.byteLength(body) }
      const onward = forward({ hostname, port, method: "POST", path: "/", headers }, (answer) => {
        if (fault !== undefined && "lost" in fault) return incoming.socket.destroy()
        if (rewritten === undefined) {
          response.writeHead(answer.statusCode ?? 500, answer.headers)
          return answer.pipe(response)
        }
        const parts: Array<Buffer> = []
        answer.on("data", (part: Buffer) => parts.push(part))
        answer.on("end", () => {
          response.writeHead(answer.statusCode ?? 500, { "content-type": "application/x-amz-json-1.0" })
          response.end(JSON.stringify({ ...JSON.parse(Buffer.concat(parts).toString()), ...rewritten.add }))
        })
      })
      onward.end(body)
    })
  })
  return { state, endpoint: yield* Loopback.serve(server, 0) }
})
