import * as Adapters from "@lumi/adapters-local/Adapters"
import * as DatabaseClock from "@lumi/adapters-local/DatabaseClock"
import * as Migrations from "@lumi/adapters-local/Migrations"
import { Postgres } from "@lumi/adapters-local/Postgres"
import { Door, Origins } from "@lumi/adapters-local/realtime/Door"
import { secretConfig } from "@lumi/adapters-local/SecretConfig"
import * as Crypto from "@lumi/core/Crypto"
import { Breakers } from "@lumi/core/push/Breakers"
import * as Lease from "@lumi/core/queue/Lease"
import { Context, Effect, Layer, Option } from "effect"
import { Auth } from "../accounts/Auth.ts"
import { AuthSettings } from "../accounts/AuthSettings.ts"
import * as Newcomers from "../accounts/Newcomers.ts"
import { changes } from "../changes/handle.ts"
import { affirmations as tick } from "../cron/affirmations.ts"
import * as Listener from "../http/Listener.ts"
import { Origin } from "../http/Origin.ts"
import * as Server from "../http/Server.ts"
import { Upgrade } from "../http/Upgrade.ts"
import * as WebPush from "../push/WebPush.ts"
import { affirmations as affirmationJobs } from "../queues/affirmations.ts"
import { due } from "../queues/due.ts"
import { push } from "../queues/push.ts"
import { reports } from "../realtime/reports.ts"

/** Where accounts, relationships and all the rest are kept by the local family, on a database that is given. */
const kept = Layer.merge(Adapters.layer, Lease.layer).pipe(
  Layer.provideMerge(Migrations.layer),
  Layer.provideMerge(DatabaseClock.layer),
  Layer.provideMerge(Crypto.layer)
)

const family = Layer.merge(WebPush.layer, Breakers.layer).pipe(Layer.provideMerge(kept))

const accounts = Auth.layer.pipe(Layer.provide(Layer.merge(AuthSettings.layer, Newcomers.layer)))

/** What a process of several does: answer requests, work off queues, or all of it. */
export type Role = "api" | "worker" | "all"

/** Ends when the database does, which nothing here survives: whoever supervises starts the process again. */
const untilDatabaseDies = Effect.flatMap(Postgres, ({ died }) => died)

/** Whatever else a process does; of all of them one gets each change, so that it waits for none in particular. */
const always = Effect.raceFirst(changes, untilDatabaseDies)

const work = Effect.raceAllFirst([tick, due, affirmationJobs, push, always])

/** Pages tell the process that lets them in. */
const answer = Effect.raceFirst(reports, always)

const everything = Effect.raceFirst(work, reports)

const worker = family.pipe(Layer.provideMerge(Postgres.layer))

/** Whoever stands before us may have changed the header Host: pages are known by the address people type. */
const origins = Layer.effect(Origins, Effect.map(Origin, ({ all }) => (origin: string) => all.includes(origin)))

const upgrade = Layer.effect(
  Upgrade,
  Effect.map(Door, ({ shut, upgrade }) => Upgrade.of({ upgrade, shut }))
)

/** The web server takes its port first: a taken one is said before a database starts for nothing. */
const api = (listening: Listener.Options) =>
  Server.layer.pipe(
    Layer.provide(upgrade),
    Layer.provide(accounts),
    Layer.provideMerge(family),
    Layer.provide(origins),
    Layer.provideMerge(Postgres.layer),
    Layer.provideMerge(Listener.layer(listening))
  )

export interface Options {
  readonly role: Role
  readonly listening: Listener.Options
  /** told once everything answers; by its address where there is a web server */
  readonly onReady: (url: string | undefined) => Effect.Effect<void>
}

/** A process without the pages' broker in it tells nobody by a broker of its own. */
const warnOfDeafness = Effect.flatMap(
  secretConfig("MQTT_URL"),
  Option.match({
    onNone: () => Effect.logWarning("no MQTT_URL: open pages hear of what this process sends when they look again"),
    onSome: () => Effect.void
  })
)

/** Runs Lumi until it is interrupted; then stops in order, requests and jobs under way finished. */
export const serve = Effect.fn("local.serve")(function*({ listening, onReady, role }: Options) {
  if (role === "worker") {
    yield* warnOfDeafness
    const context = yield* Layer.build(worker)
    yield* onReady(undefined)
    return yield* Effect.provideContext(work, context)
  }
  const context = yield* Layer.build(api(listening))
  yield* onReady(Context.get(context, Origin).url)
  return yield* Effect.provideContext(role === "all" ? everything : answer, context)
}, Effect.scoped)
