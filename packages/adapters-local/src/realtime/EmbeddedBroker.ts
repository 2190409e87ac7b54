import * as Heard from "@lumi/core/realtime/Heard"
import * as Hint from "@lumi/core/realtime/Hint"
import { Realtime } from "@lumi/core/realtime/Realtime"
import { type Report, Reports } from "@lumi/core/realtime/Reports"
import { maxKeepaliveSeconds, reportKind } from "@lumi/core/realtime/Rules"
import { Tickets } from "@lumi/core/realtime/Tickets"
import * as Topics from "@lumi/core/realtime/Topics"
import { Aedes, type AedesOptions, type Client, type ConnectPacket } from "aedes"
import { Context, Effect, Layer } from "effect"
import { Bridge } from "./Bridge.ts"
import * as Door from "./Door.ts"
import { emitter, persistence } from "./Forgetful.ts"
import * as Guard from "./Guard.ts"

/** A page that has subscribed, and how. */
interface Reader {
  readonly client: Client
  readonly qos: 0 | 1
}

const refused = Object.assign(new Error("ticket refused"), { returnCode: 4 })

/**
 * aedes speaks MQTT with each page; who may what is the guard's answer, and who hears what is known without a tree of
 * filters: a page's only filter is its user's inbox, and what pages say is for the server alone. So reports are taken
 * where they are allowed, and hints go straight to the pages of their user.
 */
const makeHooks = (guard: Guard.Guard, hear: (report: Report) => void) => {
  const asked = new WeakMap<Client, ConnectPacket>()
  const sessions = new WeakMap<Client, Guard.Session>()
  const readers = new WeakMap<Guard.Session, Reader>()

  const hooks: AedesOptions = {
    preConnect: (client, packet, done) => {
      asked.set(client, packet)
      done(null, true)
    },
    authenticate: (client, _username, _password, done) => {
      const packet = asked.get(client)
      const session = packet && guard.admit(packet, () => client.close())
      if (session === undefined) return done(refused, false)
      sessions.set(client, session)
      client.conn.once("close", session.end)
      done(null, true)
    },
    // also asked for a last will when it is due; an error closes the connection; null is the broker itself
    authorizePublish: (client, packet, done) => {
      if (client === null) return done(null)
      const session = sessions.get(client)
      if (!session?.mayPublish(packet)) return done(new Error("publish refused"))
      const { dev, u } = session.claims
      const kind = reportKind(session.claims, packet.topic)
      if (kind) hear({ user: u, device: dev, kind, text: packet.payload.toString() })
      // what it brings about goes out first, two turns of the event loop from here: nobody waits for the acknowledgement
      setImmediate(() => setImmediate(done, null))
    },
    // null refuses the filter and keeps the connection
    authorizeSubscribe: (client, subscription, done) => {
      const session = sessions.get(client)
      if (!session?.maySubscribe(subscription.topic)) return done(null, null)
      readers.set(session, { client, qos: subscription.qos === 0 ? 0 : 1 })
      done(null, subscription)
    },
    authorizeForward: (client, packet) => sessions.get(client)?.holds() ? packet : null
  }
  const unsubscribe = (client: Client) => {
    const session = sessions.get(client)
    if (session) readers.delete(session)
  }
  return { hooks, unsubscribe, readerOf: (session: Guard.Session) => readers.get(session) }
}

/** The broker in this process, for the pages that come through its door. One process only. */
export const layer = Layer.effectContext(Effect.gen(function*() {
  const tickets = yield* Tickets
  const guard = yield* Guard.make
  const { hear, reports } = yield* Heard.make
  const { hooks, readerOf, unsubscribe } = makeHooks(guard, hear)
  const aedes = yield* Effect.acquireRelease(
    Effect.promise(() =>
      Aedes.createBroker({
        connectTimeout: 5000,
        drainTimeout: 10_000,
        keepaliveLimit: maxKeepaliveSeconds,
        maxTopicLevels: 8,
        mq: emitter,
        persistence,
        ...hooks
      })
    ),
    (aedes) => Effect.callback<void>((resume) => aedes.close(() => resume(Effect.void)))
  )
  // its only filter is the only one there is to leave
  aedes.on("unsubscribe", (_filters, client) => unsubscribe(client))
  const door = yield* Door.make((socket) => aedes.handle(new Bridge(socket)))

  const publish = Effect.fnUntraced(function*(hint: Hint.Addressed) {
    const { payload } = yield* Effect.orDie(Hint.encode(hint))
    const topic = Topics.inbox(hint.user, hint.topic)
    for (const session of guard.sessionsOf(hint.user)) {
      const reader = readerOf(session)
      if (reader === undefined) continue
      const qos = Hint.qos[hint.topic] === 0 ? 0 : reader.qos
      reader.client.publish({ cmd: "publish", topic, payload, qos, dup: false, retain: false }, () => {})
    }
  })

  return Context.make(
    Realtime,
    Realtime.of({
      publish,
      publishMany: (hints) => Effect.forEach(hints, publish, { discard: true }),
      ticket: (request) => tickets.mint(request, Door.broker),
      admit: guard.raise,
      disconnect: guard.cut
    })
  ).pipe(Context.add(Reports, reports), Context.add(Door.Door, door))
}))
