import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Option } from "effect"
import { problemOf, subject } from "../../src/push/Subject.ts"

const of = (env: Record<string, string>) =>
  Effect.provideService(subject, ConfigProvider.ConfigProvider, ConfigProvider.fromUnknown(env))

describe("the subject that push services are told", () => {
  it("is a mailbox or an address that somebody outside can reach", () => {
    for (const real of ["mailto:ada@example.org", "https://lumi.example.org", "https://lumi.example.org/contact"]) {
      assert.isUndefined(problemOf(real), real)
    }
    const wrong = [
      "",
      "ada@example.org",
      "mailto:ada",
      "mailto:ada@localhost",
      "mailto:root@lumi.local",
      "http://lumi.example.org"
    ]
      .concat([
        "mailto:a@lumi.test",
        "https://localhost",
        "https://127.0.0.1",
        "https://lumi",
        "mailto:Ada <a@example.org>"
      ])
      .concat(["mailto:a@b.invalid", "https://[::1]/", "tel:123", "https://lumi.internal"])
    for (const text of wrong) assert.isDefined(problemOf(text), text)
  })

  it.effect("is the operator's, else the public address, else there is none", () =>
    Effect.gen(function*() {
      const both = { LUMI_PUSH_SUBJECT: "mailto:ada@example.org", LUMI_ORIGIN: "https://lumi.example.org" }
      assert.deepStrictEqual(yield* of(both), Option.some("mailto:ada@example.org"))
      assert.deepStrictEqual(yield* of({ LUMI_ORIGIN: both.LUMI_ORIGIN }), Option.some("https://lumi.example.org"))
      assert.deepStrictEqual(yield* of({ LUMI_ORIGIN: "http://localhost:8080" }), Option.none())
      assert.deepStrictEqual(yield* of({}), Option.none())
      const said = String(yield* Effect.flip(of({ LUMI_PUSH_SUBJECT: "mailto:ada@localhost" })))
      assert.include(said, "LUMI_PUSH_SUBJECT: nobody receives mail at localhost")
    }))
})
