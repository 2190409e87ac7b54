import type { AedesOptions, Client, ConnectPacket } from "aedes"
import { limits } from "./Limits.ts"
import type { Rights, Session, Sessions } from "./Sessions.ts"

export interface HooksOptions {
  readonly sessions: Sessions
  readonly rights: Rights
  readonly admit: (client: Client, packet: ConnectPacket) => Promise<boolean>
  /** told of a message that is taken and goes nowhere, as it comes too fast */
  readonly discard: (message: object) => void
  readonly onFault: (fault: unknown) => void
  readonly secondMillis: number
}

const refused = () => Object.assign(new Error("not authorized"), { returnCode: 5 })

const keepAlive = ({ keepalive = 0 }: ConnectPacket) => {
  const { least, most } = limits.keepAliveSeconds
  return keepalive === 0 ? most : Math.min(most, Math.max(least, keepalive))
}

/** What aedes asks of everything that a page wants: answered by the policies of its session, and by the limits of IoT. */
export const make = ({ admit, discard, onFault, rights, secondMillis, sessions }: HooksOptions): AedesOptions => {
  const packets = new WeakMap<Client, ConnectPacket>()

  const isLetIn = async (client: Client) => {
    const packet = packets.get(client)
    try {
      return packet !== undefined && await admit(client, packet)
    } catch (fault) {
      onFault(fault)
      return false
    }
  }

  const inPace = (session: Session) => {
    const second = Math.floor(performance.now() / secondMillis)
    if (session.second !== second) {
      session.second = second
      session.publishes = 0
    }
    return ++session.publishes <= limits.publishesPerSecond
  }

  return {
    preConnect: (client, packet, done) => {
      // aedes counts in seconds of its own
      packet.keepalive = keepAlive(packet) * secondMillis / 1000
      packets.set(client, packet)
      done(null, true)
    },
    authenticate: async (client, _username, _password, done) => {
      if (await isLetIn(client)) done(null, true)
      else done(refused(), false)
    },
    // an error ends the connection
    authorizePublish: (client, packet, done) => {
      const session = sessions.of(client)
      if (!client || !session) return done(new Error("not connected"))
      // only a last will is published by a connection that is over
      if (client.closed && session.willPrevented) return done(new Error("no will"))
      const { length } = packet.payload
      if (length > limits.payloadBytes || packet.qos === 2 || !rights.mayPublish(session, packet)) {
        if (!client.closed) session.reason = "FORBIDDEN_ACCESS"
        return done(new Error("forbidden"))
      }
      if (!inPace(session)) discard(packet)
      done(null)
    },
    // an error ends the connection, null refuses the filter alone
    authorizeSubscribe: (client, subscription, done) => {
      const session = sessions.of(client)
      if (!session) return done(new Error("not connected"))
      if (session.asked === 0) setImmediate(() => (session.asked = 0))
      if (++session.asked > limits.filtersPerSubscribe) return done(new Error("too many filters"))
      if (!rights.may(session, "iot:Subscribe", `topicfilter/${subscription.topic}`)) return done(null, null)
      if (++session.subscriptions > limits.subscriptionsPerConnection) return done(new Error("too many subscriptions"))
      done(null, subscription)
    },
    authorizeForward: (client, packet) => {
      const session = sessions.of(client)
      return session && rights.may(session, "iot:Receive", `topic/${packet.topic}`) ? packet : null
    }
  }
}
