import { fetched } from "../../ui/OnDemand.tsx"

/** Answers "why this one?". */
export const Why = fetched(() => import("./Why.tsx"))

/** Where somebody writes back. */
export const WriteBack = fetched(() => import("./WriteBack.tsx"))
