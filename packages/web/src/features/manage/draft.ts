import { owner } from "../../session/owner.ts"
import { everyTag, type Tag } from "./tags.ts"

/** Words that are not kept yet. They live as long as the tab, so that a reload or a sign-in in between loses nothing. */
export interface Draft {
  readonly text: string
  /** the id it was tried to be written under: trying again under it is writing it once */
  readonly tried?: string | undefined
  readonly tags?: ReadonlyArray<Tag> | undefined
  /** the one date on which it is to come; empty while none is chosen yet */
  readonly date?: string | undefined
}

/** One text, or many at once. */
type Drafted = "draft" | "many"

/** Whoever signs in next in this tab must not find it. */
const key = (of: Drafted) => `lumi.${of}:${owner()}`

const isDraft = (value: unknown): value is Draft =>
  typeof value === "object" && value !== null && "text" in value && typeof value.text === "string" &&
  (!("tried" in value) || typeof value.tried === "string") &&
  (!("date" in value) || typeof value.date === "string") &&
  (!("tags" in value) || Array.isArray(value.tags) && value.tags.every((tag) => everyTag.includes(tag)))

/** What was begun in this tab. */
export const readDraft = (of: Drafted = "draft"): Draft => {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key(of)) ?? "null")
    return isDraft(kept) ? kept : { text: "" }
  } catch {
    return { text: "" }
  }
}

/** Keeps what was begun; an empty text that was never tried forgets it. */
export const keepDraft = (draft: Draft, of: Drafted = "draft"): void => {
  try {
    if (draft.text === "" && draft.tried === undefined && draft.date === undefined && (draft.tags ?? []).length === 0) {
      sessionStorage.removeItem(key(of))
    } else sessionStorage.setItem(key(of), JSON.stringify(draft))
  } catch {
    // Storage can be forbidden; the text is still in the field.
  }
}
