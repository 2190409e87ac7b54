import type { Fault } from "./Fault.ts"
import { run } from "./Killed.ts"

/** The window that remains: what was told and not marked is told again, and the inbox keeps one record of it. */
export const fault: Fault = {
  number: 1,
  name: "worker killed between send and mark",
  run: (seed) => run(seed, ["mark", undefined])
}
