import { createSignal } from "solid-js"
import { refusal } from "./data.ts"

/** Something done to an invite: one at a time, and what went wrong in words. */
export const createAct = () => {
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<string>()
  const run = (work: () => Promise<void>) => async (): Promise<void> => {
    if (busy()) return
    setBusy(true)
    setProblem(undefined)
    try {
      await work()
    } catch (failure) {
      setProblem(refusal(failure))
    }
    setBusy(false)
  }
  return { run, busy, problem, setProblem }
}
