import { fetched } from "../../ui/OnDemand.tsx"

/** Keeps a text for one date. */
export const KeepFor = fetched(() => import("./KeepFor.tsx"))

/** What the other one said of a text. */
export const Said = fetched(() => import("./Said.tsx"))

/** All they said of it. */
export const Answers = fetched(() => import("./Answers.tsx"))

/** Adds many texts at once. */
export const AddMany = fetched(() => import("./AddMany.tsx"))

/** One text changed where it stands. */
export const Editing = fetched(() => import("./Editing.tsx"))

/** What a text is meant for. */
export const TagChoice = fetched(() => import("./TagChoice.tsx"))
