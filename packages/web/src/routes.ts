import type { PageEntry } from "./pages.ts"

/** Every page of the app. The order of those with `navigation` is the order they stand in the bar and the rail. */
export const pages: ReadonlyArray<PageEntry> = [
  { path: "/sign-in", for: "anyone", page: () => import("./features/account/SignIn.tsx") },
  { path: "/sign-up", for: "anyone", page: () => import("./features/account/SignUp.tsx") },
  { path: "/reset", for: "anyone", page: () => import("./features/account/Reset.tsx") }
]
