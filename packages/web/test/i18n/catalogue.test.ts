import { afterEach, assert, it } from "vitest"
import * as German from "../../src/i18n/de.ts"
import { account } from "../../src/i18n/en/account.ts"
import { affirmations } from "../../src/i18n/en/affirmations.ts"
import { answers } from "../../src/i18n/en/answers.ts"
import { both } from "../../src/i18n/en/both.ts"
import { drafts } from "../../src/i18n/en/drafts.ts"
import { home } from "../../src/i18n/en/home.ts"
import { keeping } from "../../src/i18n/en/keeping.ts"
import { looking } from "../../src/i18n/en/looking.ts"
import { manage } from "../../src/i18n/en/manage.ts"
import { now } from "../../src/i18n/en/now.ts"
import { pair } from "../../src/i18n/en/pair.ts"
import { pool } from "../../src/i18n/en/pool.ts"
import { reasons } from "../../src/i18n/en/reasons.ts"
import { said } from "../../src/i18n/en/said.ts"
import { settings } from "../../src/i18n/en/settings.ts"
import { shell } from "../../src/i18n/en/shell.ts"
import { ui } from "../../src/i18n/en/ui.ts"
import { speak, spoken, words } from "../../src/i18n/words.ts"

const english = {
  account,
  affirmations,
  answers,
  both,
  drafts,
  home,
  keeping,
  looking,
  manage,
  now,
  pair,
  pool,
  reasons,
  said,
  settings,
  shell,
  ui
}

const sentences = (part: unknown, path: string): ReadonlyArray<readonly [string, string]> => {
  if (typeof part === "string") return [[path, part]]
  if (typeof part === "function") return [[path, String(part)]]
  if (Array.isArray(part)) return part.flatMap((one, index) => sentences(one, `${path}.${index}`))
  return Object.entries(part ?? {}).flatMap(([name, one]) => sentences(one, `${path}.${name}`))
}

it.each(Object.entries({ english, german: German }))("%s is said plainly", (_, catalogue) => {
  const loud = /[a-zäöüß”“]!(?!=)|\boops\b|\bhoppla\b|\p{Extended_Pictographic}/iu
  assert.deepStrictEqual(sentences(catalogue, "").filter(([, said]) => said.trim() === "" || loud.test(said)), [])
})

it("both languages say the same things", () => {
  const paths = (catalogue: unknown) => sentences(catalogue, "").map(([path]) => path).toSorted()
  assert.deepStrictEqual(paths(German), paths(english))
})

afterEach(() => speak("en"))

it("a part follows a change of language, and the page says which it is", async () => {
  const door = words({ open: "Open" }, { de: () => Promise.resolve({ open: "Öffnen" }) })
  assert.strictEqual(door().open, "Open")
  await speak("de")
  assert.strictEqual(door().open, "Öffnen")
  assert.strictEqual(document.documentElement.lang, "de")
})

it("a part that arrives later speaks the language of now once it is waited for", async () => {
  await speak("de")
  const door = words({ open: "Open" }, { de: () => Promise.resolve({ open: "Öffnen" }) })
  await spoken()
  assert.strictEqual(door().open, "Öffnen")
})

it("a part that cannot be fetched speaks English", async () => {
  await speak("de")
  const door = words({ open: "Open" }, { de: () => Promise.reject(new Error("offline")) })
  await spoken()
  assert.strictEqual(door().open, "Open")
})
