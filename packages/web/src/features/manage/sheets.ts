import { spoken } from "../../i18n/words.ts"
import { fetched } from "../../ui/OnDemand.tsx"
import type { Between } from "./now.ts"

/** Keeps a text for one date. */
export const KeepFor = fetched(() => import("./KeepFor.tsx"))

/** What the other one said of a text. */
export const Said = fetched(() => import("./Said.tsx"))

/** All they said of it. */
export const Answers = fetched(() => import("./Answers.tsx"))

/** What stands over the list. */
export const Tools = fetched(() => import("./Tools.tsx"))

/** Where there is nothing. */
export const Nothing = fetched(() => import("./Nothing.tsx"))

/** Ways to begin. */
export const Starters = fetched(() => import("./Starters.tsx"))

/** The date on which a text that is being written comes. */
export const DateChoice = fetched(() => import("./DateChoice.tsx"))

/** What is written before there is anybody to write for. */
export const Drafts = fetched(() => import("../drafts/Drafts.tsx"))

/** Sends this text by hand. */
export const sendThis = async (between: Between, id: string): Promise<void> => {
  const now = await import("./now.ts")
  await spoken()
  await now.send(between, id)
}

/** Keeps the parts fresh that were read by hand. */
export const Again = fetched(() => import("./Again.tsx"))

/** How likely a text is to come next. */
export const Odds = fetched(() => import("./Odds.tsx"))

/** Adds many texts at once. */
export const AddMany = fetched(() => import("./AddMany.tsx"))

/** One text changed where it stands. */
export const Editing = fetched(() => import("./Editing.tsx"))

/** What a text is meant for. */
export const TagChoice = fetched(() => import("./TagChoice.tsx"))
