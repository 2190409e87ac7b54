import { Effect } from "effect"

/** Whoever started this process holds its stdin. When they are gone, killed too, nobody else would end it. */
export const untilAbandoned = Effect.callback<void>((resume) => {
  process.stdin.resume().once("close", () => resume(Effect.void))
})
