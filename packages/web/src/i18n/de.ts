import { account } from "./de/account.ts"
import { affirmations } from "./de/affirmations.ts"
import { home } from "./de/home.ts"
import { manage } from "./de/manage.ts"
import { pair } from "./de/pair.ts"
import { settings } from "./de/settings.ts"
import { shell } from "./de/shell.ts"
import { ui } from "./de/ui.ts"
import type { Messages } from "./messages.ts"

/** Everything Lumi says, in German; its own chunk, fetched by those who read it. */
export const de: Messages = { account, affirmations, home, manage, pair, settings, shell, ui }
