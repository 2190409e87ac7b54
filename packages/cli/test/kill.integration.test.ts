import { assert, layer as withLayer } from "@effect/vitest"
import * as Secrets from "@lumi/adapters-local/Secrets"
import * as Stores from "@lumi/adapters-local/Stores"
import { testDatabase } from "@lumi/adapters-local/testing"
import { Account, UserId } from "@lumi/core/accounts/Account"
import { AccountStore } from "@lumi/core/accounts/AccountStore"
import { Affirmation, AffirmationId } from "@lumi/core/affirmations/Affirmation"
import { AffirmationStore } from "@lumi/core/affirmations/AffirmationStore"
import type { DailyJob } from "@lumi/core/affirmations/DailyJob"
import * as Sending from "@lumi/core/affirmations/Sending"
import * as Crypto from "@lumi/core/Crypto"
import { at as dateAt } from "@lumi/core/LocalDate"
import { JobQueue } from "@lumi/core/queue/JobQueue"
import * as Pairing from "@lumi/core/relationships/Pairing"
import { rules, utc } from "@lumi/core/Zone"
import { DateTime, Effect, Layer, Option, Schedule } from "effect"
import { SecureRandom } from "effect/crypto"
import { SqlClient } from "effect/sql"
import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { inject } from "vitest"

const kills = 25
const perKill = 16
const couples = kills * perKill / 2

/** Every text that is ever written for a day, and every record of an inbox, whoever writes it. */
const watch = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql`create table seen (receiver uuid, date date, text text)`
  yield* sql`create function see() returns trigger language plpgsql as $$
    begin insert into seen values (new.receiver, new.date, new.text); return new; end $$`
  yield* sql`create trigger seen after insert or update on delivery for each row execute function see()`
})

const person = (name: string) =>
  Effect.gen(function*() {
    const accounts = yield* AccountStore
    const random = yield* SecureRandom.SecureRandom
    return yield* accounts.create(
      new Account({
        id: UserId.make(yield* random.uuidV7()),
        email: `${name}@example.org`,
        name,
        zone: utc,
        language: "en",
        appearance: "system",
        createdAt: yield* DateTime.now,
        disabledAt: Option.none()
      })
    )
  })

/** A couple with three texts for each other; gives their jobs of today. */
const couple = Effect.fnUntraced(function*(n: number) {
  const affirmations = yield* AffirmationStore
  const random = yield* SecureRandom.SecureRandom
  const now = yield* DateTime.now
  const [first, second] = yield* Effect.all([person(`a${n}`), person(`b${n}`)])
  const { invite, secrets } = yield* Pairing.invite(first)
  yield* Pairing.claim(secrets.link, second)
  const relationship = yield* Pairing.accept(first, invite.id)
  return yield* Effect.forEach(
    [[first.id, second.id], [second.id, first.id]] as const,
    ([author, receiver]) =>
      Effect.gen(function*() {
        for (const text of ["one", "two", "three"]) {
          yield* affirmations.add(
            new Affirmation({
              id: AffirmationId.make(yield* random.uuidV7()),
              relationship: relationship.id,
              author,
              receiver,
              text: `${text} of ${author}`,
              paused: false,
              timesSent: 0,
              lastSentAt: Option.none(),
              createdAt: now
            })
          )
        }
        const job: DailyJob = { receiver, relationship: relationship.id, date: dateAt(now, rules(utc)), zone: utc }
        return job
      })
  )
})

const home = mkdtempSync(path.join(tmpdir(), "lumi-kill-"))

/** The real worker, as an operator runs it. */
const start = (database: string) =>
  Effect.callback<ChildProcess>((resume) => {
    const program = path.resolve(import.meta.dirname, "../src/main.ts")
    const child = spawn(process.execPath, [program, "serve", "--role", "worker"], {
      env: {
        ...process.env,
        LUMI_HOME: home,
        DATABASE_URL: `postgres://lumi@localhost/${database}?host=${path.dirname(inject("pgSocket"))}`
      },
      stdio: ["ignore", "pipe", "inherit"]
    })
    child.stdout?.once("data", () => resume(Effect.succeed(child)))
  })

const kill = (child: ChildProcess) =>
  Effect.callback<void>((resume) => {
    child.once("exit", () => resume(Effect.void))
    child.kill("SIGKILL")
  })

const system = Stores.layer.pipe(
  Layer.provideMerge(Secrets.layer),
  Layer.provideMerge(testDatabase),
  Layer.provideMerge(Crypto.layer)
)

withLayer(system, { excludeTestServices: true, timeout: "60 seconds" })("a worker that is killed", (it) => {
  it.effect("25 times over 400 jobs loses none, repeats none and changes no text", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const queue = yield* JobQueue
      yield* watch
      const jobs = (yield* Effect.forEach(Array.from({ length: couples }, (_, n) => n), couple, { concurrency: 8 }))
        .flat()
      const [{ name } = { name: "" }] = yield* sql<{ name: string }>`select current_database() as name`

      for (let n = 0; n < kills; n++) {
        const worker = yield* start(name)
        yield* Sending.queue(jobs.slice(n * perKill, (n + 1) * perKill))
        yield* Effect.sleep(n * 2)
        yield* kill(worker)
      }
      // what the killed ones held comes again when its visibility is over
      const last = yield* start(name)
      yield* Effect.acquireUseRelease(
        Effect.succeed(last),
        () =>
          Effect.repeat(Sending.sent(jobs), {
            schedule: Schedule.spaced("250 millis"),
            until: (sent) => sent.every(Boolean)
          }).pipe(Effect.timeout("90 seconds")),
        kill
      )

      const [counts] = yield* sql`select
        (select count(*)::int from delivery where sent_at is not null) as delivered,
        (select count(*)::int from notification) as told,
        (select sum(times_sent)::int from affirmation) as counted,
        (select count(*)::int from (select from seen group by receiver, date having count(distinct text) > 1) s) as changed`
      assert.deepStrictEqual(counts, { delivered: 400, told: 400, counted: 400, changed: 0 })
      const { dead } = yield* queue.stats("affirmations")
      assert.strictEqual(dead, 0)
    }).pipe(Effect.ensuring(Effect.sync(() => rmSync(home, { recursive: true, force: true })))), 240_000)
})
