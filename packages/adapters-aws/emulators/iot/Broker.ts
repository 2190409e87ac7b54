import { Aedes, type AedesOptions, type Client, type ConnectPacket } from "aedes"
import { randomUUID } from "node:crypto"
import type { IncomingMessage } from "node:http"
import { createWebSocketStream, type WebSocket } from "ws"
import { type Applicant, judge, type Verdict } from "./Authorizing.ts"
import type { Plane } from "./DataPlane.ts"
import { limits } from "./Limits.ts"
import { allow } from "./Policies.ts"

/** Why a connection ended, as lifecycle events say it. */
type Reason =
  | "CLIENT_INITIATED_DISCONNECT"
  | "CONNECTION_LOST"
  | "CUSTOMAUTH_TTL_EXPIRATION"
  | "DUPLICATE_CLIENTID"
  | "FORBIDDEN_ACCESS"
  | "MQTT_KEEP_ALIVE_TIMEOUT"
  | "SERVER_INITIATED_DISCONNECT"

/** A page that was let in. */
interface Session {
  readonly identifier: string
  readonly version: number
  readonly verdict: Verdict
  readonly expiry: NodeJS.Timeout
  reason: Reason
  willPrevented: boolean
  subscriptions: number
  /** filters asked for in this turn of the event loop, which is one SUBSCRIBE */
  asked: number
  second: number
  publishes: number
}

export interface BrokerOptions {
  /** what names begin with: `arn:aws:iot:eu-central-1:000000000000` */
  readonly scope: string
  /** how long a second lasts */
  readonly secondMillis: number
  /** told of every message */
  readonly onMessage: (topic: string, payload: Buffer) => void
  /** told of what IoT would only write into its logs */
  readonly onFault: (fault: unknown) => void
}

export interface Broker extends Plane {
  readonly handle: (socket: WebSocket, request: IncomingMessage, applicant: Applicant) => void
  readonly close: () => Promise<void>
}

const refused = () => Object.assign(new Error("not authorized"), { returnCode: 5 })

const attributesOf = ({ clean, will }: ConnectPacket) => [
  ...(clean ? [] : ["PersistentConnect"]),
  ...(will ? ["LastWill"] : [])
]

/** The message broker of IoT: MQTT 3.1.1 by aedes, every right by the policies that the authorizer gave. */
export const make = async ({ onFault, onMessage, scope, secondMillis }: BrokerOptions): Promise<Broker> => {
  const applicants = new WeakMap<Client, Applicant>()
  const packets = new WeakMap<Client, ConnectPacket>()
  const sessions = new WeakMap<Client, Session>()
  const connected = new Map<string, Client>()
  const versions = new Map<string, number>()
  const discarded = new WeakSet<object>()
  const inSeconds = (seconds: number) => seconds * secondMillis

  const end = (client: Client, reason: Reason) => {
    const session = sessions.get(client)
    if (session && session.reason === "CONNECTION_LOST") session.reason = reason
    return new Promise<void>((resolve) => client.close(resolve))
  }
  const may = (client: Client, action: string, resource: string, context?: Record<string, ReadonlyArray<string>>) =>
    allow(sessions.get(client)?.verdict.policyDocuments ?? [], {
      action,
      resource: `${scope}:${resource}`,
      ...(context && { context })
    })
  const mayPublish = (client: Client, { retain, topic }: { readonly topic: string; readonly retain?: boolean }) =>
    may(client, "iot:Publish", `topic/${topic}`) && (!retain || may(client, "iot:RetainPublish", `topic/${topic}`))

  /** Asks the authorizer and then its policies; what comes of it is a session. */
  const admit = async (client: Client, packet: ConnectPacket) => {
    const applicant = applicants.get(client)
    if (!applicant || packet.clientId.length > limits.clientIdBytes) return false
    const verdict = await Promise.race([
      judge(applicant, { clientId: packet.clientId, username: packet.username, password: packet.password }),
      new Promise<never>((_, reject) =>
        setTimeout(reject, limits.authorizer.timeoutSeconds * 1000, new Error("The authorizer takes too long")).unref()
      )
    ])
    if (!verdict.isAuthenticated) return false
    const version = (versions.get(packet.clientId) ?? -1) + 1
    const session: Session = {
      identifier: randomUUID(),
      version,
      verdict,
      expiry: setTimeout(
        () => void end(client, "CUSTOMAUTH_TTL_EXPIRATION"),
        inSeconds(verdict.disconnectAfterInSeconds)
      ).unref(),
      reason: "CONNECTION_LOST",
      willPrevented: false,
      subscriptions: 0,
      asked: 0,
      second: 0,
      publishes: 0
    }
    sessions.set(client, session)
    const { will } = packet
    const isAllowed =
      may(client, "iot:Connect", `client/${packet.clientId}`, { "iot:ConnectAttributes": attributesOf(packet) }) &&
      (!will || mayPublish(client, will))
    if (!isAllowed) {
      clearTimeout(session.expiry)
      return false
    }
    versions.set(packet.clientId, version)
    const elder = connected.get(packet.clientId)
    const elderSession = elder && sessions.get(elder)
    if (elderSession) elderSession.reason = "DUPLICATE_CLIENTID"
    return true
  }

  const inPace = (session: Session) => {
    const second = Math.floor(performance.now() / secondMillis)
    if (session.second !== second) {
      session.second = second
      session.publishes = 0
    }
    return ++session.publishes <= limits.publishesPerSecond
  }

  const hooks: AedesOptions = {
    preConnect: (client, packet, done) => {
      const { least, most } = limits.keepAliveSeconds
      const asked = packet.keepalive === 0 ? most : Math.min(most, Math.max(least, packet.keepalive ?? most))
      // aedes counts in real seconds
      packet.keepalive = asked * secondMillis / 1000
      packets.set(client, packet)
      done(null, true)
    },
    authenticate: (client, _username, _password, done) => {
      const packet = packets.get(client)
      const admitted = packet ? admit(client, packet) : Promise.resolve(false)
      admitted.then(
        (isIn) => isIn ? done(null, true) : done(refused(), false),
        (fault: unknown) => {
          onFault(fault)
          done(refused(), false)
        }
      )
    },
    authorizePublish: (client, packet, done) => {
      const session = client && sessions.get(client)
      if (!client || !session) return done(new Error("not connected"))
      // only a will is published by a connection that is over
      if (client.closed && session.willPrevented) return done(new Error("no will"))
      const isFine = packet.payload.length <= limits.payloadBytes && packet.qos < 2 && mayPublish(client, packet)
      if (!isFine) {
        session.reason = "FORBIDDEN_ACCESS"
        return done(new Error("forbidden"))
      }
      if (!inPace(session)) discarded.add(packet)
      done(null)
    },
    authorizeSubscribe: (client, subscription, done) => {
      const session = sessions.get(client)
      if (!session) return done(new Error("not connected"))
      if (session.asked === 0) setImmediate(() => (session.asked = 0))
      if (++session.asked > limits.filtersPerSubscribe) return done(new Error("too many filters"))
      const isAllowed = may(client, "iot:Subscribe", `topicfilter/${subscription.topic}`)
      if (!isAllowed) return done(null, null)
      if (++session.subscriptions > limits.subscriptionsPerConnection) return done(new Error("too many subscriptions"))
      done(null, subscription)
    },
    authorizeForward: (client, packet) => may(client, "iot:Receive", `topic/${packet.topic}`) ? packet : null
  }

  const aedes = await Aedes.createBroker({
    ...hooks,
    concurrency: 1000,
    connectTimeout: 5000,
    maxTopicLevels: limits.topicLevels
  })

  const publish = (topic: string, payload: Buffer, qos: 0 | 1) =>
    new Promise<void>((resolve, reject) => {
      aedes.publish({ cmd: "publish", topic, payload, qos, retain: false, dup: false }, (error) =>
        error ? reject(error) : resolve())
    })

  const announce = (event: "connected" | "disconnected", client: Client, more: object) => {
    const session = sessions.get(client)
    if (!session) return
    const payload = {
      clientId: client.id,
      timestamp: Date.now(),
      eventType: event,
      sessionIdentifier: session.identifier,
      principalIdentifier: session.verdict.principalId,
      versionNumber: session.version,
      ...more
    }
    publish(`$aws/events/presence/${event}/${client.id}`, Buffer.from(JSON.stringify(payload)), 1).catch(onFault)
  }

  aedes.on("publish", (packet) => {
    if (!discarded.has(packet)) onMessage(packet.topic, Buffer.from(packet.payload))
  })
  aedes.on("client", (client) => void connected.set(client.id, client))
  aedes.on("clientReady", (client) => announce("connected", client, { ipAddress: "127.0.0.1" }))
  aedes.on("keepaliveTimeout", (client) => void end(client, "MQTT_KEEP_ALIVE_TIMEOUT"))
  aedes.on("clientDisconnect", (client) => {
    const session = sessions.get(client)
    if (connected.get(client.id) === client) connected.delete(client.id)
    if (!session) return
    clearTimeout(session.expiry)
    announce("disconnected", client, {
      clientInitiatedDisconnect: session.reason === "CLIENT_INITIATED_DISCONNECT",
      disconnectReason: session.reason
    })
  })

  return {
    publish,
    disconnect: async (clientId, preventWill) => {
      const client = connected.get(clientId)
      const session = client && sessions.get(client)
      if (!client || !session) return false
      session.willPrevented = preventWill
      await end(client, "SERVER_INITIATED_DISCONNECT")
      return true
    },
    handle: (socket, request, applicant) => {
      let client: Client | undefined
      // a frame that says goodbye counts as a DISCONNECT, and then no last will is said
      socket.on("close", (code) => {
        const session = client && sessions.get(client)
        if (!session || code === 1006) return
        session.willPrevented = true
        session.reason = "CLIENT_INITIATED_DISCONNECT"
      })
      const stream = createWebSocketStream(socket)
      stream.on("error", () => {})
      client = aedes.handle(stream, request)
      applicants.set(client, applicant)
    },
    close: () => new Promise((resolve) => aedes.close(resolve))
  }
}
