import type { Language } from "../accounts/Account.ts"

interface Words {
  /** who says it, above what they say */
  readonly says: (name: string) => string
  readonly heart: (name: string) => string
  readonly reply: (name: string) => string
  /** in place of what cannot be shown */
  readonly something: (name: string) => string
  readonly test: string
  readonly testBody: string
}

/** What a notification says besides what people wrote. */
export const words: Readonly<Record<Language, Words>> = {
  en: {
    says: (name) => `${name} says`,
    heart: (name) => `${name} loves your words`,
    reply: (name) => `${name} answers`,
    something: (name) => `Something from ${name}`,
    test: "Lumi reaches you here",
    testBody: "This is a test. Nothing is waiting for you."
  },
  de: {
    says: (name) => `${name} sagt`,
    heart: (name) => `${name} liebt deine Worte`,
    reply: (name) => `${name} antwortet`,
    something: (name) => `Etwas von ${name}`,
    test: "Lumi erreicht dich hier",
    testBody: "Das ist ein Test. Es wartet nichts auf dich."
  }
}
