import { assert, describe, it } from "@effect/vitest"
import { AffirmationSchedule } from "@lumi/core/affirmations/AffirmationSchedule"
import { DeliveryStore } from "@lumi/core/affirmations/DeliveryStore"
import { WallTime } from "@lumi/core/affirmations/Slot"
import * as Crypto from "@lumi/core/Crypto"
import { at as dateAt } from "@lumi/core/LocalDate"
import { Story } from "@lumi/core/testing"
import { rules, utc } from "@lumi/core/Zone"
import { ConfigProvider, DateTime, Effect, Layer, Option, Schedule } from "effect"
import { spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { clientsOf } from "../emulators/Credentials.ts"
import * as Environment from "../emulators/Environment.ts"
import { Dynamo } from "../src/Dynamo.ts"
import * as Secrets from "../src/Secrets.ts"
import * as Stores from "../src/Stores.ts"
import { notStartable } from "../testing/Program.ts"

const skipped = notStartable !== undefined && process.env["LUMI_REQUIRE_ALL"] !== "1"

/** One of the two processes of the whole system, once it is ready; gives what it complains of. */
const started = (program: "main" | "host", ...args: ReadonlyArray<string>) =>
  Effect.acquireRelease(
    Effect.callback<{ readonly said: () => string; readonly end: Effect.Effect<void> }, Error>((resume) => {
      const file = path.resolve(import.meta.dirname, `../emulators/${program}.ts`)
      const child = spawn(process.execPath, [file, ...args], { env: { ...process.env, LUMI_LOG: "json" } })
      let said = ""
      const ended = new Promise<void>((done) => child.once("exit", () => done()))
      const end = Effect.promise(() => {
        child.kill("SIGTERM")
        return ended
      })
      child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text))
      child.stdout.once("data", () => resume(Effect.succeed({ said: () => said, end })))
      child.once("exit", (code) => resume(Effect.fail(new Error(`${program} ended with ${code}: ${said}`))))
    }),
    ({ end }) => end
  )

const temporary = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(path.join(tmpdir(), "lumi-rhythm-"))),
  (home) => Effect.sync(() => rmSync(home, { recursive: true, force: true }))
)

/** What a program of the operator has, found by what the emulators say of themselves. */
const systemOf = (env: Record<string, string>) => {
  const { AWS_ENDPOINT_URL_DYNAMODB: dynamodb = "", AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets = "" } = env
  return Layer.merge(Stores.layer.pipe(Layer.provide(Dynamo.layer)), Secrets.layer).pipe(
    Layer.provide(clientsOf({ dynamodb, secrets })),
    Layer.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env }))),
    Layer.provideMerge(Crypto.layer)
  )
}

/** Somebody whose hour came half an hour ago, when nobody looked. */
const overdue = Effect.gen(function*() {
  const schedule = yield* AffirmationSchedule
  const { first, relationship, second } = yield* Story.couple("Ada", "Ben")
  yield* Story.write(relationship, first, "You make the dark mornings easy.")
  const before = DateTime.subtract(yield* DateTime.now, { minutes: 20 })
  const due = DateTime.mapEpochMillis(before, (millis) => millis - millis % (15 * 60_000))
  const day = { receiver: second.id, date: dateAt(due, rules(utc)) }
  const time = WallTime.make(DateTime.formatIso(due).slice(11, 16))
  yield* schedule.set({
    receiver: second.id,
    relationship: relationship.id,
    zone: utc,
    time,
    from: day.date
  })
  yield* schedule.advance(DateTime.subtract(due, { minutes: 1 }))
  return day
})

describe.skipIf(skipped)(notStartable ?? "The functions and their roles (AWS emulators)", () => {
  it.live("bring an affirmation whose hour came, from the tick to the page", () =>
    Effect.gen(function*() {
      const home = yield* temporary
      const services = yield* started("main", home)
      const system = systemOf(yield* Environment.read(home))
      const given = yield* Effect.gen(function*() {
        const deliveries = yield* DeliveryStore
        const day = yield* overdue
        const host = yield* started("host", home, "0")
        const sent = yield* deliveries.onDays([day]).pipe(
          Effect.map(([delivery = Option.none()]) => Option.filter(delivery, ({ sentAt }) => Option.isSome(sentAt))),
          Effect.repeat({ schedule: Schedule.spaced("200 millis"), until: Option.isSome }),
          Effect.timeoutOption("40 seconds")
        )
        assert.notInclude(services.said() + host.said(), "does not allow")
        return Option.flatten(sent)
      }).pipe(Effect.provide(system))
      assert.strictEqual(Option.getOrUndefined(given)?.text, "You make the dark mornings easy.")
    }).pipe(Effect.scoped))
})
