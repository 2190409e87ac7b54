import * as Heard from "@lumi/core/realtime/Heard"
import * as Hint from "@lumi/core/realtime/Hint"
import { Realtime } from "@lumi/core/realtime/Realtime"
import { Reports } from "@lumi/core/realtime/Reports"
import { Tickets } from "@lumi/core/realtime/Tickets"
import * as Topics from "@lumi/core/realtime/Topics"
import { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { Context, Effect, Layer, Option, RcRef, Redacted, Schedule } from "effect"
import mqtt from "mqtt"
import { randomUUID } from "node:crypto"
import * as Door from "./Door.ts"
import * as Guard from "./Guard.ts"
import { makeEdge, type Upstream } from "./MosquittoEdge.ts"

/** Every API process hears a part of the reports, and each report is heard once. */
const sharedReports = `$share/api/${Topics.reports}`

const unavailable = (operation: string) => (cause: unknown) => new StoreUnavailable({ operation, cause })

/** The connection of the server itself; comes back by itself when it is lost, and asks for the reports again. */
const connect = Effect.fnUntraced(function*({ host, password, port, username }: Upstream) {
  const client = yield* Effect.acquireRelease(
    Effect.tryPromise({
      try: () =>
        mqtt.connectAsync(
          `mqtt://${host}:${port}`,
          {
            clientId: `lumi-${randomUUID()}`,
            username,
            password: Redacted.value(password),
            protocolVersion: 4,
            connectTimeout: 5000,
            keepalive: 30,
            queueQoSZero: false,
            reconnectPeriod: 500
          },
          false
        ),
      catch: unavailable("Realtime.connect")
    }),
    (client) => Effect.promise(() => client.endAsync(true))
  )
  client.on("error", () => {})
  return client
})

/** Mosquitto behind our own edge, for as many API processes as there are. */
export const layer = (upstream: Upstream) =>
  Layer.effectContext(Effect.gen(function*() {
    const tickets = yield* Tickets
    const guard = yield* Guard.make
    const { hear, reports } = yield* Heard.make
    const client = yield* connect(upstream)
    const door = yield* Door.make(makeEdge(guard, upstream))
    client.on("message", (topic, payload) => {
      const from = Option.getOrUndefined(Topics.parseReport(topic))
      if (from) hear({ ...from, text: payload.toString() })
    })
    // a process that does not listen leaves the reports to those that do
    const listening = yield* RcRef.make({
      acquire: Effect.acquireRelease(
        Effect.tryPromise({
          try: () => client.subscribeAsync(sharedReports, { qos: 1 }),
          catch: unavailable("Reports.run")
        }).pipe(Effect.retry(Schedule.spaced("1 second")), Effect.orDie),
        () => Effect.ignore(Effect.tryPromise(() => client.unsubscribeAsync(sharedReports)))
      )
    })

    const publish = Effect.fnUntraced(function*(hint: Hint.Addressed) {
      const { payload } = yield* Effect.orDie(Hint.encode(hint))
      // a hint that waits for the broker would come when nobody needs it any more
      if (!client.connected) {
        return yield* new StoreUnavailable({ operation: "Realtime.publish", cause: "the broker is away" })
      }
      yield* Effect.tryPromise({
        try: () => client.publishAsync(Topics.inbox(hint.user, hint.topic), payload, { qos: Hint.qos[hint.topic] }),
        catch: unavailable("Realtime.publish")
      }).pipe(
        Effect.timeoutOrElse({
          duration: "5 seconds",
          orElse: () => Effect.fail(unavailable("Realtime.publish")("no acknowledgement within five seconds"))
        })
      )
    })

    return Context.make(
      Realtime,
      Realtime.of({
        publish,
        publishMany: (hints) => Effect.forEach(hints, publish, { concurrency: 64, discard: true }),
        ticket: (request) => tickets.mint(request, Door.broker),
        admit: guard.raise,
        disconnect: guard.cut
      })
    ).pipe(
      Context.add(Reports, {
        run: (handle) => Effect.andThen(RcRef.get(listening), reports.run(handle)).pipe(Effect.scoped)
      }),
      Context.add(Door.Door, door)
    )
  }))
