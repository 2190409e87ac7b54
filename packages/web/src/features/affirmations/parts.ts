import { fetched } from "../../ui/OnDemand.tsx"

/** Where somebody says what is shown. */
export const Tools = fetched(() => import("./Tools.tsx"))

/** What today is. */
export const Aside = fetched(() => import("./Aside.tsx"))

/** What was found. */
export const Found = fetched(() => import("./Found.tsx"))

/** That there is nothing to show. */
export const Nothing = fetched(() => import("./Nothing.tsx"))
