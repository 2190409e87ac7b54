/** Everything Lumi says, in German: one chunk, fetched only by those who read it. */
export { account } from "./de/account.ts"
export { affirmations } from "./de/affirmations.ts"
export { home } from "./de/home.ts"
export { manage } from "./de/manage.ts"
export { pair } from "./de/pair.ts"
export { settings } from "./de/settings.ts"
export { shell } from "./de/shell.ts"
export { ui } from "./de/ui.ts"
