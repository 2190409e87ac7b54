import { useSearchParams } from "@solidjs/router"

/** Which of them are shown: those with a heart, an answer, or kept for their date. */
export const everyOnly = ["loved", "answered", "surprise"] as const
export type Only = typeof everyOnly[number]

/** What of everything received is shown. */
export interface Looking {
  /** words that are looked for */
  readonly query?: string | undefined
  readonly only?: Only | undefined
  /** the latest month that is shown: "2026-03" */
  readonly month?: string | undefined
}

const one = (value: string | ReadonlyArray<string> | undefined): string | undefined =>
  (typeof value === "string" ? value : value?.[0]) || undefined

/** The query as the server takes it: tidied, and no longer than it may be. */
const tidy = (query: string | undefined): string | undefined =>
  query === undefined ? undefined : [...query.replaceAll(/\p{Cc}/gu, " ").trim()].slice(0, 100).join("") || undefined

/** What an address asks for; what it gets wrong is not there. */
export const lookingOf = (params: Readonly<Record<string, string | ReadonlyArray<string> | undefined>>): Looking => {
  const [month, only] = [one(params["month"]), one(params["only"])]
  return {
    query: tidy(one(params["q"])?.toWellFormed()),
    only: everyOnly.find((known) => known === only),
    month: month !== undefined && /^[1-9]\d{3}-(0[1-9]|1[0-2])$/.test(month) ? month : undefined
  }
}

/** What is shown, as the address says it, so that it can be kept, sent and gone back from. */
export const useLooking = () => {
  const [params, setParams] = useSearchParams()
  const looking = () => lookingOf(params)
  /** Shows something else, in place of what is shown now or after it. */
  const look = ({ month, only, query }: Looking, replace = false) => setParams({ q: query, only, month }, { replace })
  return { looking, look }
}
