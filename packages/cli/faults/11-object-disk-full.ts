import { Effect, Random, Result } from "effect"
import { readdirSync, rmSync } from "node:fs"
import path from "node:path"
import * as Disk from "./Disk.ts"
import type { Fault, Figures } from "./Fault.ts"
import { Instance } from "./Instance.ts"
import * as Journal from "./Journal.ts"
import * as Lumi from "./Lumi.ts"

const story = Effect.fnUntraced(function*() {
  const disk = yield* Disk.small("1m")
  const home = path.join(disk.dir, "home")
  yield* disk.fill
  const refused = yield* Effect.result(Lumi.start(["serve", "--role", "worker"], { LUMI_HOME: home }))
  const said = Result.isFailure(refused) && refused.failure instanceof Error ? refused.failure.message : ""
  const partial = readdirSync(disk.dir, { recursive: true }).filter((name) => String(name).includes("secrets"))
  yield* disk.free
  yield* Lumi.start(["serve", "--role", "worker"], { LUMI_HOME: home })
  const files = readdirSync(home).filter((name) => name !== "secrets.json")
  rmSync(home, { recursive: true })
  const { broken, counts } = yield* Journal.count([])
  const figures: Figures = {
    ...counts,
    recovery: [],
    special: { "partial files": partial.length, "left over": files.length },
    broken: [
      ...broken,
      ...(/ended with [14]: .*is full: free some space/s.test(said) ? [] : [`on a full disk it said: ${said}`]),
      ...(partial.length === 0 ? [] : [`left ${partial.join()}`]),
      ...(files.length === 0 ? [] : [`left ${files.join()}`])
    ]
  }
  return figures
})

/** There are no objects yet: what writes files is the first start, which says that the disk is full and leaves nothing half-done. */
export const fault: Fault = {
  number: 11,
  name: "disk of the home full",
  missing: Disk.missing,
  run: (seed) => story().pipe(Effect.scoped, Random.withSeed(seed), Effect.provide(Instance.shared))
}
