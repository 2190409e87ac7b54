import { AccountStore } from "@lumi/core/accounts/AccountStore"
import { AffirmationSchedule } from "@lumi/core/affirmations/AffirmationSchedule"
import { AffirmationStore } from "@lumi/core/affirmations/AffirmationStore"
import { type Relationship, RelationshipId } from "@lumi/core/relationships/Relationship"
import { RelationshipStore } from "@lumi/core/relationships/RelationshipStore"
import { DateTime, Effect, Option, Schema } from "effect"
import { notFound, usage } from "../CliError.ts"
import { count, type Report, table } from "../Report.ts"
import { command } from "../runtime.ts"

const brief = ({ createdAt, epoch, first, id, second, since, state }: Relationship) => ({
  id,
  state,
  epoch,
  first,
  second,
  since,
  createdAt: DateTime.formatIso(createdAt)
})

/** `lumi relationship list` */
export const list = command(Effect.fnUntraced(function*({ limit }: { readonly limit: number }) {
  const relationships = yield* RelationshipStore
  if (!Number.isInteger(limit) || limit < 1) return yield* usage("--limit takes a whole number from 1.")
  const page = yield* relationships.list(Option.none(), limit)
  return {
    json: { items: page.items.map(brief), more: Option.isSome(page.next) },
    lines: [
      ...table(
        ["id", "state", "first", "second", "since"],
        page.items.map(({ first, id, second, since, state }) => [id, state, first, second, since])
      ),
      ...(Option.isSome(page.next) ? ["There are more: --limit shows them."] : [])
    ]
  } satisfies Report
}))

/** An id as it was typed; one that cannot be an id names nobody. */
export const relationshipId = (text: string) =>
  Schema.decodeUnknownEffect(RelationshipId)(text).pipe(
    Effect.mapError(() => notFound(`There is no relationship ${text}. lumi relationship list shows all.`))
  )

/** `lumi relationship show` */
export const show = command(Effect.fnUntraced(function*(text: string) {
  const accounts = yield* AccountStore
  const affirmations = yield* AffirmationStore
  const relationships = yield* RelationshipStore
  const schedule = yield* AffirmationSchedule
  const relationship = yield* relationships.find(yield* relationshipId(text)).pipe(
    Effect.catchTag(
      "RelationshipNotFound",
      () => notFound(`There is no relationship ${text}. lumi relationship list shows all.`)
    )
  )
  const ids = [relationship.first, relationship.second]
  const members = yield* accounts.findMany(ids)
  const pools = yield* affirmations.poolSizes(ids.map((author) => ({ relationship: relationship.id, author })))
  const slots = yield* Effect.forEach(ids, (id) => schedule.of(id))
  const people = ids.map((id, i) => {
    const slot = slots[i]?.at(-1)
    return {
      id,
      name: members.find((member) => member.id === id)?.name ?? "(deleted)",
      affirmations: pools[i] ?? 0,
      slot: slot === undefined ? null : { zone: slot.zone, time: slot.time, from: slot.from }
    }
  })
  return {
    json: { ...brief(relationship), members: people },
    lines: [
      `${relationship.id}  ${relationship.state}, epoch ${relationship.epoch}, since ${relationship.since}`,
      ...people.map(({ affirmations, id, name, slot }) =>
        `  ${name} (${id}): wrote ${count(affirmations, "affirmation")} that can be sent; gets theirs at ${
          slot === null ? "no time yet" : `${slot.time} ${slot.zone}`
        }`
      )
    ]
  } satisfies Report
}))
