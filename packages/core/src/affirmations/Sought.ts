import { Schema } from "effect"
import { text } from "../Text.ts"
import type { Delivery } from "./Delivery.ts"
import * as Terms from "./Terms.ts"

/** What somebody types to find words again. */
export const Query = text(1, 100)

/** What a delivery can be picked out by: it has a heart, or an answer, or was kept for its date. */
export const Trait = Schema.Literals(["loved", "answered", "surprise"])
export type Trait = typeof Trait.Type

/** What is looked for among deliveries: all words of a query, of which the last may be unfinished, and a trait. */
export interface Sought {
  /** one without any word finds nothing */
  readonly query?: string | undefined
  readonly only?: Trait | undefined
}

const has: Readonly<Record<Trait, (delivery: Delivery) => boolean>> = {
  loved: ({ lovedAt }) => lovedAt._tag === "Some",
  answered: ({ reply }) => reply._tag === "Some",
  surprise: ({ reason }) => reason.factors.some(({ name }) => name === "scheduled")
}

/** Says of deliveries whether they are what is looked for. */
export const matcher = ({ only, query }: Sought) => {
  const wanted = query === undefined ? undefined : Terms.wanted(query)
  return (delivery: Delivery): boolean =>
    (only === undefined || has[only](delivery)) &&
    (wanted === undefined || wanted.length > 0 && Terms.match(delivery.text, wanted))
}
