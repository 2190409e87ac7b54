import { Context, Effect, Layer } from "effect"
import { createServer } from "node:http"
import type { Duplex } from "node:stream"
import { WebSocketServer } from "ws"
import { region } from "./Credentials.ts"
import { apply, type Authorizer } from "./iot/Authorizing.ts"
import * as Broker from "./iot/Broker.ts"
import * as DataPlane from "./iot/DataPlane.ts"
import type { Document } from "./iot/Policies.ts"
import * as TopicRules from "./iot/TopicRules.ts"
import * as Loopback from "./Loopback.ts"

const account = "000000000000"

/** What the names of things begin with. */
const scope = `arn:aws:iot:${region}:${account}`

/** The name under which an authorizer believes to run. */
export const authorizerArn = `arn:aws:lambda:${region}:${account}:function:lumi-authorizer`

/** What the roles of functions may ask of IoT. */
const role: Document = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: "iot:Publish", Resource: `${scope}:topic/lumi/v1/u/*` },
    { Effect: "Allow", Action: "iot:DeleteConnection", Resource: `${scope}:client/*` }
  ]
}

/** A rule, and where it sends what it selects. */
export interface Rule {
  readonly sql: string
  readonly send: (body: string) => Promise<unknown>
}

export interface IotOptions {
  readonly port?: number
  /** by the name that pages ask for */
  readonly authorizers: Readonly<Record<string, Authorizer>>
  readonly rules: ReadonlyArray<Rule>
  /** how long a second lasts, for tests that cannot wait five minutes */
  readonly secondMillis?: number
  /** how much later than at once pages are connected and lifecycle events come, which then come twice and in any order */
  readonly untidyMillis?: number
}

const refuse = (socket: Duplex, status: string) => {
  socket.on("error", () => {})
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/** Emulated IoT Core on a port of the loopback: broker, custom authorizers, lifecycle events, rules, data plane. */
export class Iot extends Context.Service<Iot, {
  /** what `LUMI_IOT_ENDPOINT` is */
  readonly endpoint: string
  /** what IoT would have written into its logs */
  readonly faults: () => ReadonlyArray<unknown>
}>()("@lumi/adapters-aws/emulators/Iot") {
  static readonly layer = (options: IotOptions): Layer.Layer<Iot, Error> => Layer.effect(Iot, make(options))
}

const make = Effect.fnUntraced(
  function*({ authorizers, port = 0, rules, secondMillis = 1000, untidyMillis = 0 }: IotOptions) {
    const faults: Array<unknown> = []
    const onFault = (fault: unknown) => void faults.push(fault)
    const selecting = rules.map(({ send, sql }) => ({ send, select: TopicRules.parse(sql) }))

    const onMessage = (topic: string, payload: Buffer) => {
      for (const { select, send } of selecting) {
        try {
          const body = select(topic, payload)
          if (body !== undefined) send(body).catch(onFault)
        } catch (fault) {
          onFault(fault)
        }
      }
    }

    const sockets = new WebSocketServer({
      noServer: true,
      maxPayload: 512 * 1024,
      perMessageDeflate: false,
      handleProtocols: (offered) => offered.has("mqtt") ? "mqtt" : false
    })
    const broker = yield* Effect.acquireRelease(
      Effect.promise(() => Broker.make({ scope, secondMillis, untidyMillis, onMessage, onFault })),
      (broker) => Effect.promise(() => broker.close())
    )
    const server = createServer(DataPlane.serve(broker, role, scope))
    server.on("upgrade", (request, socket, head) => {
      if (URL.parse(request.url ?? "", "http://iot")?.pathname !== "/mqtt") return refuse(socket, "404 Not Found")
      const applicant = apply(authorizers, request)
      if (applicant === undefined) return refuse(socket, "403 Forbidden")
      sockets.handleUpgrade(request, socket, head, (page) => broker.handle(page, request, applicant))
    })
    const endpoint = yield* Loopback.serve(server, port)
    yield* Effect.addFinalizer(() =>
      Effect.sync(() => {
        for (const page of sockets.clients) page.terminate()
      })
    )
    return Iot.of({ endpoint, faults: () => faults })
  }
)
