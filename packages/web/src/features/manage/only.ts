import { createSignal } from "solid-js"
import type { Input } from "../../api/client.ts"

/** Which of my texts are shown; all when it is none of them. */
export type Only = NonNullable<Input<"affirmations.list">["query"]["only"]>

export const everyOnly: ReadonlyArray<Only> = ["never-sent", "loved", "scheduled", "paused"]

const [only, setOnly] = createSignal<Only>()

/** What the page is narrowed to just now. */
export { only, setOnly }
