import { type Input, run } from "../../api/client.ts"
import { settings } from "../../i18n/settings.ts"
import { type Me, me } from "../../session/me.tsx"
import { toast } from "../../ui/toasts.ts"
import { latest } from "../home/data.ts"

type Profile = Input<"me.update">["payload"]

const saved = (known: Me) => {
  me.change({}, () => known)
  // When the next letter comes follows from zone and time.
  if (known.relationship !== null) void latest.refresh({}).catch(() => {})
}

/** One after the other, so that the answer of an earlier change never overrules what a later one shows. */
let turn: Promise<unknown> = Promise.resolve()
let waiting = 0

/** Changes my account: shown at once, and as it was when it could not be saved. */
export const update = (payload: Profile): Promise<boolean> => {
  const undo = me.change({}, (known) => ({ ...known, user: { ...known.user, ...payload } as Me["user"] }))
  waiting++
  const mine = turn.then(async () => {
    try {
      const known = await run("me.update", { payload })
      if (--waiting === 0) saved(known)
      return true
    } catch {
      if (--waiting === 0) undo()
      else void me.refresh({}).catch(() => {})
      toast(settings().notSaved)
      return false
    }
  })
  turn = mine
  return mine
}

/** Changes when my daily letter comes. */
export const schedule = async (time: string): Promise<void> => {
  try {
    saved(await run("me.schedule", { payload: { time } }))
    toast(settings().saved)
  } catch {
    toast(settings().notSaved)
  }
}
