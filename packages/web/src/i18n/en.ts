import { account } from "./en/account.ts"
import { affirmations } from "./en/affirmations.ts"
import { home } from "./en/home.ts"
import { manage } from "./en/manage.ts"
import { pair } from "./en/pair.ts"
import { settings } from "./en/settings.ts"
import { shell } from "./en/shell.ts"
import { ui } from "./en/ui.ts"

/** Everything Lumi says, in English: the catalogue that the others have to match. */
export const en = { account, affirmations, home, manage, pair, settings, shell, ui }
