import { DateTime, Option, Schema, SchemaTransformation } from "effect"

/** Every zone a slot may have, by the one name under which the machine lists it. */
export const known: ReadonlySet<string> = new Set([...Intl.supportedValuesOf("timeZone"), "UTC"])

/**
 * `US/Pacific` and `America/Los_Angeles` are one zone: slots are compared by name, so one of them has to win. A name that is
 * listed is the one already: every account that is read has one, and asking Intl takes longer than the rest of the account.
 */
const canonical = (id: string): string =>
  known.has(id) ? id : Option.match(DateTime.zoneMakeNamed(id), {
    onNone: () => id,
    onSome: ({ id }) => new Intl.DateTimeFormat("en", { timeZone: id }).resolvedOptions().timeZone
  })

/** An IANA time zone that this machine knows, by its one name. */
export const Zone = Schema.String.check(Schema.isMaxLength(64)).pipe(
  Schema.decodeTo(
    Schema.String.check(
      Schema.makeFilter<string>((id) => known.has(id) ? undefined : "is no time zone that is known here")
    ).pipe(Schema.brand("Zone")),
    SchemaTransformation.transform({ decode: canonical, encode: (id) => id })
  )
)
export type Zone = typeof Zone.Type

/** All of them. */
export const all: ReadonlyArray<Zone> = Array.from(known, (id) => Zone.make(id))

/** The zone of whom nobody knows where they are. */
export const utc = Zone.make("UTC")

/** The rules of a zone: its offset at any instant. */
export const rules = (zone: Zone): DateTime.TimeZone.Named => DateTime.zoneMakeNamedUnsafe(zone)

/**
 * Answers a question about a zone, and remembers its last answer for each: those who are due together ask the same one after
 * the other, and asking Intl takes longer than all else that is done for a receiver.
 */
export const remembering = <Rules extends DateTime.TimeZone, Question, Answer>(
  answer: (zone: Rules, question: Question) => Answer
) => {
  const last = new WeakMap<Rules, { readonly question: Question; readonly answer: Answer }>()
  return (zone: Rules, question: Question): Answer => {
    const before = last.get(zone)
    if (before?.question === question) return before.answer
    const found = answer(zone, question)
    last.set(zone, { question, answer: found })
    return found
  }
}
