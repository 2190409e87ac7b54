import type { Fault } from "./Fault.ts"
import { run } from "./Killed.ts"

/** Before the choice is recorded another worker chooses; afterwards it continues with what was chosen. */
export const fault: Fault = {
  number: 2,
  name: "worker killed before the send",
  run: (seed) => run(seed, ["decide", "tell"])
}
