import { written } from "./data.ts"
import { outlook } from "./outlook.ts"

/** Starts reading what the page shows. */
export const preload = (): Promise<unknown> => Promise.all([written({ query: {} }), outlook({}).catch(() => {})])
