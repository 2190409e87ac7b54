import { Context, Effect } from "effect"
import type { IncomingMessage } from "node:http"
import type { Duplex } from "node:stream"
import { type WebSocket, WebSocketServer } from "ws"

/** Whether a page of this origin may open a connection; an HTTP server that knows its own origin gives a stricter rule. */
export const Origins = Context.Reference<(origin: string, request: IncomingMessage) => boolean>(
  "@lumi/adapters-local/realtime/Origins",
  { defaultValue: () => (origin, request) => URL.parse(origin)?.host === request.headers.host }
)

/** The way in for pages: WebSockets at `/mqtt` of a server that also does other things. */
export class Door extends Context.Service<Door, {
  /** Takes an upgrade request over, or gives false and has not touched it. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean
  /** Ends all pages within half a second and lets nobody in any more. */
  readonly shut: Effect.Effect<void>
}>()("@lumi/adapters-local/realtime/Door") {}

/** The path pages connect to. */
export const path = "/mqtt"

/** What pages are told of it; a report costs next to nothing here. */
export const broker = { url: path, beatSeconds: 15 }

const refuse = (socket: Duplex, status: string) => {
  socket.on("error", () => {})
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

const offersMqtt = (request: IncomingMessage) =>
  (request.headers["sec-websocket-protocol"] ?? "").split(",").some((name) => name.trim() === "mqtt")

// closeTimeout is newer than its type
const options = {
  noServer: true,
  maxPayload: 128 * 1024,
  perMessageDeflate: false,
  closeTimeout: 500,
  handleProtocols: (offered: ReadonlySet<string>) => offered.has("mqtt") ? "mqtt" : false
} as const

const close = (sockets: WebSocketServer) =>
  Effect.callback<void>((resume) => {
    sockets.close(() => resume(Effect.void))
    for (const socket of sockets.clients) socket.close(1001)
  }).pipe(
    Effect.timeoutOrElse({
      duration: "500 millis",
      orElse: () =>
        Effect.sync(() => {
          for (const socket of sockets.clients) socket.terminate()
        })
    })
  )

/** A door that hands each page's socket to `onPage`; shut when the scope ends. */
export const make = Effect.fnUntraced(function*(onPage: (socket: WebSocket) => void) {
  const allowed = yield* Origins
  const sockets = new WebSocketServer(options)
  const shut = yield* Effect.cached(close(sockets))
  yield* Effect.addFinalizer(() => shut)
  return Door.of({
    shut,
    upgrade: (request, socket, head) => {
      if (URL.parse(request.url ?? "", "http://lumi")?.pathname !== path) return false
      const { origin } = request.headers
      if (origin !== undefined && !allowed(origin, request)) refuse(socket, "403 Forbidden")
      else if (!offersMqtt(request)) refuse(socket, "400 Bad Request")
      else sockets.handleUpgrade(request, socket, head, onPage)
      return true
    }
  })
})
