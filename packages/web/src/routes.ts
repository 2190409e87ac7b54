import house from "lucide-static/icons/house.svg?path"
import mailOpen from "lucide-static/icons/mail-open.svg?path"
import pencil from "lucide-static/icons/pencil.svg?path"
import settings from "lucide-static/icons/settings-2.svg?path"
import { shell } from "./i18n/shell.ts"
import type { PageEntry } from "./pages.ts"

/** Every page of the app. The order of those with `navigation` is the order they stand in the bar and the rail. */
export const pages: ReadonlyArray<PageEntry> = [
  { path: "/sign-in", for: "anyone", page: () => import("./features/account/SignIn.tsx") },
  { path: "/sign-up", for: "anyone", page: () => import("./features/account/SignUp.tsx") },
  { path: "/reset", for: "anyone", page: () => import("./features/account/Reset.tsx") },
  {
    path: "/home",
    for: "member",
    page: () => import("./features/home/Page.tsx"),
    preload: async () => (await import("./features/home/data.ts")).latest({}),
    navigation: { place: "bar", icon: house, label: () => shell().pages.home, key: "h" }
  },
  {
    path: "/affirmations",
    for: "member",
    page: () => import("./features/affirmations/Page.tsx"),
    preload: async () => (await import("./features/affirmations/data.ts")).received({ query: {} }),
    navigation: { place: "bar", icon: mailOpen, label: () => shell().pages.affirmations, key: "a" }
  },
  {
    path: "/manage",
    for: "user",
    page: () => import("./features/manage/Page.tsx"),
    preload: async () => (await import("./features/manage/preload.ts")).preload(),
    navigation: { place: "bar", icon: pencil, label: () => shell().pages.manage, key: "w" }
  },
  { path: "/pair", for: "user", page: () => import("./features/pair/Page.tsx") },
  {
    path: "/settings",
    for: "user",
    page: () => import("./features/settings/Page.tsx"),
    navigation: { place: "foot", icon: settings, label: () => shell().pages.settings, key: "s" }
  }
]
