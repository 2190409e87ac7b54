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

const zones: ReadonlyMap<string, Zone> = new Map(Array.from(known, (id) => [id, Zone.make(id)]))

/** All of them. */
export const all: ReadonlyArray<Zone> = [...zones.values()]

/** The zone of whom nobody knows where they are. */
export const utc = Zone.make("UTC")

/** Whether some zone goes by this name here. */
export const isKnown = (name: string): boolean => zones.has(canonical(name))

/** The zone that holds where a store has this name: the one it is another name of, or UTC where no such is known here. */
export const holding = (name: string): Zone => zones.get(canonical(name)) ?? utc

/**
 * A zone as it was kept, perhaps by a machine that knew others. None is refused: of a row that cannot be read, whoever reads
 * it among the rows of others would lose all of them.
 */
export const Kept = Schema.String.pipe(
  Schema.decodeTo(
    Schema.toType(Zone),
    SchemaTransformation.transform({ decode: holding, encode: (id: Zone): string => id })
  )
)

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
