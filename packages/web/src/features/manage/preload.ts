import { me } from "../../session/me.tsx"
import { drafts } from "../drafts/data.ts"
import { written } from "./data.ts"
import { outlook } from "./outlook.ts"

/** Starts reading what the page shows: of somebody who is alone that are drafts. */
export const preload = async (): Promise<unknown> =>
  (await me({})).relationship === null
    ? drafts({})
    : Promise.all([written({ query: {} }), outlook({}).catch(() => {})])
