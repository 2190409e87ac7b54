import { assert, it } from "@effect/vitest"
import { UserId } from "@lumi/core/accounts/Account"
import { Reports } from "@lumi/core/realtime/Reports"
import { DeviceId, type ReportKind } from "@lumi/core/realtime/Topics"
import { Effect, Metric } from "effect"
import { reports } from "../../src/realtime/reports.ts"

const user = UserId.make("019845e1-682f-7b02-a706-3b2422d13aec")
const device = DeviceId.make("device-1")
const said: ReadonlyArray<ReportKind> = ["presence", "typing", "presence"]

it.effect("what pages tell is counted by kind", () =>
  Effect.gen(function*() {
    yield* Effect.forkChild(reports, { startImmediately: true })
    const snapshots = yield* Metric.snapshot
    const counted = snapshots.find(({ id }) => id === "lumi_reports")
    assert.deepStrictEqual(
      counted?.type === "Frequency" ? [...counted.state.occurrences] : undefined,
      [["presence", 2], ["typing", 1]]
    )
  }).pipe(
    Effect.provideService(Metric.MetricRegistry, new Map()),
    Effect.provideService(Reports, {
      run: (handle) =>
        Effect.andThen(
          Effect.ignore(Effect.forEach(said, (kind) => handle({ user, device, kind, text: "" }))),
          Effect.never
        )
    })
  ))
