import { Aedes, type Client } from "aedes"
import type { IncomingMessage } from "node:http"
import { setTimeout as sleep } from "node:timers/promises"
import { createWebSocketStream, type WebSocket } from "ws"
import * as Admission from "./Admission.ts"
import type { Applicant } from "./Authorizing.ts"
import type { Plane } from "./DataPlane.ts"
import * as Hooks from "./Hooks.ts"
import { limits } from "./Limits.ts"
import * as Sessions from "./Sessions.ts"

export interface BrokerOptions extends Admission.AdmissionOptions {
  /** what names begin with: `arn:aws:iot:eu-central-1:000000000000` */
  readonly scope: string
  /** told of every message */
  readonly onMessage: (topic: string, payload: Buffer) => void
  /** told of what IoT would only write into its logs */
  readonly onFault: (fault: unknown) => void
}

export interface Broker extends Plane {
  readonly handle: (socket: WebSocket, request: IncomingMessage, applicant: Applicant) => void
  readonly close: () => Promise<void>
}

/** The message broker of IoT: MQTT 3.1.1 by aedes, every right by the policies that the authorizer gave. */
export const make = async (options: BrokerOptions): Promise<Broker> => {
  const { onFault, onMessage, scope, secondMillis, untidyMillis } = options
  const sessions = Sessions.make()
  const rights = Sessions.makeRights(scope)
  const applicants = new WeakMap<Client, Applicant>()
  const discarded = new WeakSet<object>()
  const admit = Admission.make(sessions, rights, options)

  const aedes = await Aedes.createBroker({
    ...Hooks.make({
      sessions,
      rights,
      onFault,
      secondMillis,
      admit: async (client, packet) => {
        const applicant = applicants.get(client)
        return applicant !== undefined && admit(client, packet, applicant)
      },
      discard: (message) => void discarded.add(message)
    }),
    concurrency: 1000,
    connectTimeout: 5000,
    maxTopicLevels: limits.topicLevels
  })

  const publish = (topic: string, payload: Buffer, qos: 0 | 1) =>
    new Promise<void>((resolve, reject) => {
      aedes.publish({ cmd: "publish", topic, payload, qos, retain: false, dup: false }, (error) =>
        error ? reject(error) : resolve())
    })

  const announce = (eventType: "connected" | "disconnected", client: Client, more: object) => {
    const session = sessions.of(client)
    if (!session) return
    const event = {
      clientId: client.id,
      timestamp: Date.now(),
      eventType,
      sessionIdentifier: session.identifier,
      principalIdentifier: session.verdict.principalId,
      versionNumber: session.version,
      ...more
    }
    const say = () => publish(`$aws/events/presence/${eventType}/${client.id}`, Buffer.from(JSON.stringify(event)), 1)
    if (untidyMillis === 0) return void say().catch(onFault)
    // twice, and perhaps after what comes later
    for (let n = 0; n < 2; n++) void sleep(Math.random() * untidyMillis).then(say).catch(onFault)
  }

  aedes.on("publish", (packet) => {
    if (!discarded.has(packet)) onMessage(packet.topic, Buffer.from(packet.payload))
  })
  aedes.on("client", (client) => void sessions.connected.set(client.id, client))
  aedes.on("clientReady", (client) => announce("connected", client, { ipAddress: "127.0.0.1" }))
  aedes.on("keepaliveTimeout", (client) => void sessions.end(client, "MQTT_KEEP_ALIVE_TIMEOUT"))
  aedes.on("clientDisconnect", (client) => {
    const { connected } = sessions
    if (connected.get(client.id) === client) connected.delete(client.id)
    const reason = sessions.of(client)?.reason
    announce("disconnected", client, {
      clientInitiatedDisconnect: reason === "CLIENT_INITIATED_DISCONNECT",
      disconnectReason: reason
    })
  })

  return {
    publish,
    disconnect: async (clientId, preventWill) => {
      const client = sessions.connected.get(clientId)
      const session = sessions.of(client)
      if (!client || !session) return false
      session.willPrevented = preventWill
      await sessions.end(client, "SERVER_INITIATED_DISCONNECT")
      return true
    },
    handle: (socket, request, applicant) => {
      const stream = createWebSocketStream(socket)
      stream.on("error", () => {})
      const client = aedes.handle(stream, request)
      applicants.set(client, applicant)
      // a frame that says goodbye counts as a DISCONNECT, and then no last will is said
      socket.prependListener("close", (code) => {
        const session = sessions.of(client)
        if (!session || code === 1006) return
        session.willPrevented = true
        session.reason = "CLIENT_INITIATED_DISCONNECT"
      })
    },
    close: () => new Promise((resolve) => aedes.close(resolve))
  }
}
