import { owner } from "../../session/owner.ts"

/** Words that are not kept yet. They live as long as the tab, so that a reload or a sign-in in between loses nothing. */
export interface Draft {
  readonly text: string
  /** the id it was tried to be written under: trying again under it is writing it once */
  readonly tried?: string | undefined
}

/** Whoever signs in next in this tab must not find it. */
const key = () => `lumi.draft:${owner()}`

const isDraft = (value: unknown): value is Draft =>
  typeof value === "object" && value !== null && "text" in value && typeof value.text === "string" &&
  (!("tried" in value) || typeof value.tried === "string")

/** What was begun in this tab. */
export const readDraft = (): Draft => {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key()) ?? "null")
    return isDraft(kept) ? kept : { text: "" }
  } catch {
    return { text: "" }
  }
}

/** Keeps what was begun; an empty text that was never tried forgets it. */
export const keepDraft = (draft: Draft): void => {
  try {
    if (draft.text === "" && draft.tried === undefined) sessionStorage.removeItem(key())
    else sessionStorage.setItem(key(), JSON.stringify(draft))
  } catch {
    // Storage can be forbidden; the text is still in the field.
  }
}
