import { Refused, tagOf } from "../../api/client.ts"
import { manage } from "../../i18n/manage.ts"
import { ui } from "../../i18n/ui.ts"
import { online } from "../../ui/online.ts"

/** Why a text was not kept, and that it is still here. */
export const problemOf = (failure: unknown): string => {
  if (tagOf(failure) === "TooManyAffirmations") return manage().full(10_000)
  if (tagOf(failure) === "TooManyDrafts") return manage().full(100)
  if (failure instanceof Refused && failure.status === 400) return manage().unstorable
  if (failure instanceof Refused && failure.status === 429) return ui().tooOften
  return online() ? manage().notKept : ui().notSentKept
}
