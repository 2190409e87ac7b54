import { AccountStore } from "@lumi/core/accounts/AccountStore"
import * as Calendar from "@lumi/core/affirmations/Calendar"
import * as Preview from "@lumi/core/affirmations/Preview"
import { partnerOf } from "@lumi/core/relationships/Relationship"
import { RelationshipStore } from "@lumi/core/relationships/RelationshipStore"
import { rules } from "@lumi/core/Zone"
import { DateTime, Effect, Option, Random } from "effect"
import { notFound } from "../CliError.ts"
import type { CommonOptions } from "../options.ts"
import { type Report, table } from "../Report.ts"
import { mayReveal, type RevealOptions } from "../reveal.ts"
import { command } from "../runtime.ts"
import { findUser } from "./user.ts"

/** A receiver with their relationship and the zone of who writes for them. */
export const receiverOf = Effect.fnUntraced(function*(text: string) {
  const accounts = yield* AccountStore
  const relationships = yield* RelationshipStore
  const receiver = yield* findUser(text)
  const relationship = yield* relationships.ofUser(receiver.id)
  if (Option.isNone(relationship) || relationship.value.state !== "active") {
    return yield* notFound(`${receiver.name} <${receiver.email}> is in no relationship: nothing comes to them.`)
  }
  const [writer] = yield* accounts.findMany([partnerOf(relationship.value, receiver.id)])
  return { receiver, relationship: relationship.value, writer: Option.fromUndefinedOr(writer) }
})

const words = {
  "already": "has come",
  "passed": "its hour has passed",
  "empty": "nothing to send: their partner's words have run out",
  "not begun": "the schedule begins later",
  "no such day": "this day never was in that zone"
} as const satisfies Record<Preview.Skipped, string>

/** `lumi affirm preview --receiver` */
export const foresee = command(
  Effect.fnUntraced(
    function*(text: string, days: number, options: CommonOptions & RevealOptions & { readonly seed?: string }) {
      const { receiver, relationship, writer } = yield* receiverOf(text)
      const foreseen = Preview.of(receiver, relationship, days)
      const { seed } = options
      const dates = yield* seed === undefined ? foreseen : Random.withSeed(foreseen, seed)
      const reveals = yield* mayReveal(options, relationship.id, "affirmations", receiver.id)
      const there = Option.match(writer, { onNone: () => receiver.zone, onSome: ({ zone }) => zone })
      return {
        json: {
          items: dates.map(({ affirmation, hour, skipped, slot }) => ({
            receiver: receiver.id,
            zone: slot.zone,
            localDate: hour.date,
            localTime: hour.wall,
            at: DateTime.formatIso(hour.at),
            ...(Option.isSome(affirmation) && { affirmation: affirmation.value.id }),
            ...(Option.isSome(affirmation) && reveals && { text: affirmation.value.text }),
            ...(Option.isSome(skipped) && { skipped: skipped.value })
          }))
        },
        lines: table(
          ["date", "time", "zone", `in ${there}`, "affirmation", ""],
          dates.map(({ affirmation, hour, skipped, slot }) => [
            hour.date,
            hour.wall,
            slot.zone,
            Calendar.wallAt(hour.at, rules(there)),
            Option.match(affirmation, { onNone: () => "", onSome: ({ id, text }) => reveals ? text : id }),
            Option.match(skipped, { onNone: () => "", onSome: (why) => words[why] })
          ])
        )
      } satisfies Report
    }
  )
)
