import * as Hint from "@lumi/core/realtime/Hint"
import { Realtime, type Report } from "@lumi/core/realtime/Realtime"
import { maxKeepaliveSeconds } from "@lumi/core/realtime/Rules"
import { Tickets } from "@lumi/core/realtime/Tickets"
import * as Topics from "@lumi/core/realtime/Topics"
import { Aedes, type AedesOptions, type Client, type ConnectPacket } from "aedes"
import { Context, Effect, Layer, PubSub, Stream } from "effect"
import { Bridge } from "./Bridge.ts"
import * as Door from "./Door.ts"
import * as Guard from "./Guard.ts"
import { reportOf } from "./Reports.ts"

const refused = Object.assign(new Error("ticket refused"), { returnCode: 4 })

/** The hooks of aedes answered by the guard. `client` is null for what the server itself publishes. */
const hooks = (guard: Guard.Guard): AedesOptions => {
  const asked = new WeakMap<Client, ConnectPacket>()
  const sessions = new WeakMap<Client, Guard.Session>()

  return {
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
    // an error closes the connection
    authorizePublish: (client, packet, done) => {
      const allowed = client === null || sessions.get(client)?.mayPublish(packet)
      done(allowed ? null : new Error("publish refused"))
    },
    // null refuses the filter and keeps the connection
    authorizeSubscribe: (client, subscription, done) =>
      done(null, sessions.get(client)?.maySubscribe(subscription.topic) ? subscription : null),
    authorizeForward: (client, packet) => sessions.get(client)?.holds() ? packet : null
  }
}

/** The broker in this process, for the pages that come through its door. One process only. */
export const layer = Layer.effectContext(Effect.gen(function*() {
  const tickets = yield* Tickets
  const guard = yield* Guard.make
  const reports = yield* PubSub.sliding<Report>(4096)
  const aedes = yield* Effect.acquireRelease(
    Effect.promise(() =>
      Aedes.createBroker({
        connectTimeout: 5000,
        drainTimeout: 10_000,
        keepaliveLimit: maxKeepaliveSeconds,
        maxTopicLevels: 8,
        ...hooks(guard)
      })
    ),
    (aedes) => Effect.callback<void>((resume) => aedes.close(() => resume(Effect.void)))
  )
  const door = yield* Door.make((socket) => aedes.handle(new Bridge(socket)))
  yield* Effect.callback<void>((resume) =>
    aedes.subscribe(Topics.reports, ({ payload, topic }, done) => {
      const report = reportOf(topic, payload)
      if (report) PubSub.publishUnsafe(reports, report)
      done()
    }, () => resume(Effect.void))
  )

  const publish = Effect.fnUntraced(function*(hint: Hint.Addressed) {
    const { payload } = yield* Effect.orDie(Hint.encode(hint))
    const packet = {
      cmd: "publish",
      topic: Topics.inbox(hint.user, hint.topic),
      payload,
      qos: Hint.qos[hint.topic],
      dup: false,
      retain: false
    } as const
    yield* Effect.callback<void>((resume) =>
      aedes.publish(packet, (error) => resume(error ? Effect.die(error) : Effect.void))
    )
  })

  return Context.make(
    Realtime,
    Realtime.of({
      publish,
      publishMany: (hints) => Effect.forEach(hints, publish, { concurrency: 64, discard: true }),
      ticket: (request) => tickets.mint(request, Door.path),
      admit: guard.raise,
      disconnect: guard.cut,
      incoming: Stream.fromPubSub(reports)
    })
  ).pipe(Context.add(Door.Door, door))
}))
