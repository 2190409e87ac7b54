import { Context, Effect, Layer, Schema } from "effect"
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { Socket } from "node:net"
import type { Duplex } from "node:stream"
import { configured, of, Origin } from "./Origin.ts"

/** Where to listen. Port 0 takes any that is free. */
export interface Options {
  readonly host: string
  readonly port: number
}

/** The address cannot be listened on; the message says what to do instead. */
export class CannotListen extends Schema.TaggedError<CannotListen>()("CannotListen", {
  reason: Schema.Literals(["PortTaken", "NotAllowed", "NoSuchAddress", "Unknown"]),
  host: Schema.String,
  port: Schema.Int,
  message: Schema.String,
  cause: Schema.Defect()
}) {}

const because = ({ host, port }: Options, cause: NodeJS.ErrnoException): CannotListen => {
  const other = `Choose another one with --port, for example --port ${port < 65_535 ? port + 1 : 4400}.`
  const told = (reason: CannotListen["reason"], message: string) =>
    new CannotListen({ reason, host, port, message, cause })
  switch (cause.code) {
    case "EADDRINUSE":
      return told("PortTaken", `Port ${port} on ${host} is taken by another program. ${other}`)
    case "EACCES":
      return told("NotAllowed", `Port ${port} on ${host} may not be used by this account. ${other}`)
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return told("NoSuchAddress", `This machine has no address ${host}. Choose another one with --host.`)
    default:
      return told("Unknown", `Cannot listen on ${host}, port ${port}: ${cause.code ?? cause.message}.`)
  }
}

/** What answers once the programs behind it are ready. */
export interface Answers {
  readonly request: (request: IncomingMessage, response: ServerResponse) => void
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
}

/** One port for everything: pages, API and `/mqtt`. */
export class Listener extends Context.Service<Listener, {
  readonly host: string
  readonly port: number
  /** Hands requests over from now on. */
  readonly attach: (answers: Answers) => void
  /** Takes no new connection, ends those to the broker, and waits for the requests under way. */
  readonly drain: Effect.Effect<void>
}>()("@lumi/workers/http/Listener") {}

const starting: Answers = {
  request: (_, response) => {
    response.writeHead(503, { "retry-after": "1", "cache-control": "no-store", "content-type": "text/plain" })
    response.end("Lumi is starting. Try again in a moment.\n")
  },
  upgrade: (_, socket) => {
    socket.end("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\n\r\n")
  }
}

const listen = (server: Server, options: Options) =>
  Effect.callback<void, CannotListen>((resume) => {
    const failed = (cause: NodeJS.ErrnoException) => resume(Effect.fail(because(options, cause)))
    server.once("error", failed)
    server.listen({ ...options, exclusive: true }, () => {
      server.off("error", failed)
      resume(Effect.void)
    })
  })

const make = Effect.fnUntraced(function*(options: Options) {
  let answers = starting
  let closing = false
  const upgraded = new Set<Duplex>()
  /** How many requests each connection waits for. Browsers also open some that ask nothing: those keep nobody waiting. */
  const waiting = new Map<Socket, number>()
  const count = (socket: Socket, change: 1 | -1) => {
    const before = waiting.get(socket)
    if (before === undefined) return
    waiting.set(socket, before + change)
    if (closing && before + change === 0) socket.destroySoon()
  }
  const server = createServer({ requestTimeout: 30_000, keepAliveTimeout: 65_000, noDelay: true })
  server.on("connection", (socket) => {
    waiting.set(socket, 0)
    socket.once("close", () => waiting.delete(socket))
  })
  server.on("request", (request, response) => {
    count(request.socket, 1)
    response.once("close", () => count(request.socket, -1))
    answers.request(request, response)
  })
  server.on("upgrade", (request, socket, head) => {
    // a connection that breaks before anybody else listens to it must not end the process
    socket.on("error", () => socket.destroy())
    upgraded.add(socket)
    socket.once("close", () => upgraded.delete(socket))
    answers.upgrade(request, socket, head)
  })

  const close = Effect.callback<void>((resume) => {
    if (!server.listening) return resume(Effect.void)
    closing = true
    server.close(() => resume(Effect.void))
    for (const [socket, requests] of waiting) if (requests === 0) socket.destroySoon()
    for (const socket of upgraded) socket.destroy()
  })
  yield* Effect.addFinalizer(() => Effect.andThen(Effect.sync(() => server.closeAllConnections()), close))
  yield* listen(server, options)
  const bound = server.address()
  const port = bound !== null && typeof bound === "object" ? bound.port : options.port

  return Listener.of({
    host: options.host,
    port,
    attach: (those) => {
      answers = those
    },
    drain: close.pipe(Effect.timeoutOption("15 seconds"), Effect.asVoid)
  })
})

/** Takes the port at once, so that a taken one is said before anything else starts; until `attach` it says "starting". */
export const layer = (options: Options) =>
  Layer.effect(Listener, make(options)).pipe(
    (listener) =>
      Layer.provideMerge(
        Layer.effect(
          Origin,
          Effect.gen(function*() {
            const { host, port } = yield* Listener
            return of({ host, port }, yield* configured)
          })
        ),
        listener
      )
  )
