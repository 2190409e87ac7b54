// One turn, a process of its own: node turn.ts enqueue|insert|whole COUNT. Prints JSON: CPU of this process and of all of
// Postgres in microseconds, seconds, and by how many megabytes this process grew.
import "effect/schema/SchemaJITCompiler/enable"
import { clientOf } from "@lumi/adapters-local/Postgres"
import * as Stores from "@lumi/adapters-local/Stores"
import * as Pipeline from "@lumi/core/affirmations/Pipeline"
import * as Crypto from "@lumi/core/Crypto"
import { Realtime } from "@lumi/core/realtime/Realtime"
import { Effect, Fiber, Layer, Option } from "effect"
import { Client } from "pg"
import { affirmations } from "../../src/queues/affirmations.ts"
import * as Consume from "../../src/queues/consume.ts"
import { handler as due } from "../../src/queues/due.ts"
import { place } from "../database.ts"
import { cpuOfFamily, rssOf } from "../processes.ts"
import { date, time } from "./population.ts"

const [what = "", countText = "0"] = process.argv.slice(2)
const count = Number(countText)
const socketPath = process.env["BENCH_SOCKET"] ?? ""
const database = process.env["BENCH_DATABASE"] ?? ""
const postmaster = Number(process.env["BENCH_POSTMASTER"])

const client = new Client(place(socketPath, database))
await client.connect()
const counted = (text: string) =>
  Effect.promise(async () =>
    (await client.query<{ n: number }>(`select count(*)::int as n from ${text}`)).rows[0]?.n ?? 0
  )

/** The tick, and then its parts: the jobs of everybody who is due are queued. */
const enqueue = Effect.gen(function*() {
  yield* Pipeline.enqueueDue()
  const parts = Consume.once(due(Option.none()))
  while ((yield* counted("job where queue = 'due'")) > 0) yield* parts
})

/** All of it: until everybody has been sent theirs and every job is gone. */
const whole = Effect.gen(function*() {
  yield* enqueue
  const working = yield* Effect.forEach([1, 2], () => Effect.forkChild(affirmations))
  while ((yield* counted("delivery where sent_at is not null")) < count) yield* Effect.sleep("50 millis")
  while ((yield* counted("job")) > 0) yield* Effect.sleep("20 millis")
  yield* Fiber.interruptAll(working)
})

/** The limit of enqueuing: the same jobs by one statement. */
const insert = Effect.promise(() =>
  client.query(`insert into job (queue, body)
    select 'affirmations', jsonb_build_object('receiver', s.receiver, 'relationship', s.relationship_id, 'date', '${date}',
      'zone', s.zone, 'time', s."time")
    from receiver_slot s join relationship r on r.id = s.relationship_id
    where s.zone = 'UTC' and s."time" = '${time}' and s.starts <= '${date}' and s.ends > '${date}' and r.state = 'active'`)
)

const nobodyListens = Layer.mock(Realtime, { publishMany: () => Effect.void })
const layer = Layer.mergeAll(Stores.layer, nobodyListens, Crypto.layer).pipe(
  Layer.provide(clientOf(socketPath, database))
)

const measured = <E, R>(work: Effect.Effect<unknown, E, R>) =>
  Effect.gen(function*() {
    const rss = rssOf(process.pid)
    let most = rss
    const watching = yield* Effect.forkChild(
      Effect.forever(
        Effect.andThen(Effect.sync(() => most = Math.max(most, rssOf(process.pid))), Effect.sleep("50 millis"))
      )
    )
    const before = { own: process.cpuUsage(), postgres: cpuOfFamily(postmaster), at: performance.now() }
    yield* work
    const { system, user } = process.cpuUsage(before.own)
    const postgres = cpuOfFamily(postmaster) - before.postgres
    const seconds = (performance.now() - before.at) / 1000
    yield* Fiber.interrupt(watching)
    return {
      nodeUs: (user + system) / count,
      postgresUs: postgres / count,
      cpuUs: (user + system + postgres) / count,
      seconds,
      grown: most - rss
    }
  })

const figures = await Effect.runPromise(
  what === "insert"
    ? measured(insert)
    : Effect.provide(
      Effect.scoped(Effect.gen(function*() {
        // connected, compiled and warm, as a worker is
        yield* Effect.andThen(
          Pipeline.enqueuePart({
            part: { slots: [], shard: 0 },
            after: Option.none()
          }, Option.none()),
          Effect.sleep("200 millis")
        )
        return yield* measured(what === "whole" ? whole : enqueue)
      })),
      layer
    )
)
const [table, expected] = what === "whole" ? ["delivery where sent_at is not null", count] : ["job", count]
const found = await Effect.runPromise(counted(table))
if (found !== expected) throw new Error(`${table}: ${found} of ${expected}`)
console.log(JSON.stringify(figures))
process.exit(0)
