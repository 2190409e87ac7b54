import * as Archive from "@lumi/core/affirmations/Archive"
import { DeliveryId, DeliveryNotFound, type Factor, Place } from "@lumi/core/affirmations/Delivery"
import * as Explanation from "@lumi/core/affirmations/Explanation"
import * as Preview from "@lumi/core/affirmations/Preview"
import { DateTime, Effect, Option, Schema } from "effect"
import { notFound } from "../CliError.ts"
import type { CommonOptions } from "../options.ts"
import { Progress } from "../Progress.ts"
import { type Report, table } from "../Report.ts"
import { mayReveal, type RevealOptions } from "../reveal.ts"
import { command } from "../runtime.ts"
import { receiverOf } from "./foresee.ts"

const percent = (probability: number) => `${(probability * 100).toFixed(1)} %`
const times = (multiplier: number) => `×${multiplier.toFixed(2)}`

const factorOf = (factor: Factor) => ({
  name: factor.name,
  multiplier: factor.multiplier,
  reason: Explanation.say(factor)
})

/** `lumi affirm odds` */
export const odds = command(
  Effect.fnUntraced(function*(options: CommonOptions & RevealOptions & { readonly receiver: string }) {
    const { receiver, relationship } = yield* receiverOf(options.receiver)
    const next = yield* Preview.odds(receiver, relationship)
    const reveals = yield* mayReveal(options, relationship.id, "affirmations", receiver.id)
    const likely = next.odds.toSorted((a, b) => b.probability - a.probability)
    return {
      json: {
        items: likely.map(({ affirmation, factors, probability, weight }) => ({
          affirmation: affirmation.id,
          ...(reveals && { text: affirmation.text }),
          probability,
          weight,
          factors: factors.map(factorOf)
        }))
      },
      lines: likely.length === 0 ? ["Nothing to send: their partner's words have run out."] : [
        `The next comes on ${next.date}, at ${DateTime.formatIso(next.at).slice(0, 16)} UTC.`,
        ...table(
          ["affirmation", "odds", "weight", "because"],
          likely.map(({ affirmation, factors, probability, weight }) => [
            reveals ? affirmation.text : affirmation.id,
            percent(probability),
            weight.toFixed(3),
            weight === 0 && probability === 0
              ? "waits"
              : factors.map((factor) => `${factor.name} ${times(factor.multiplier)} ${Explanation.say(factor)}`).join(
                "; "
              )
          ])
        )
      ]
    } satisfies Report
  })
)

const instant = Option.match({ onNone: () => null, onSome: DateTime.formatIso })

interface Sought extends CommonOptions, RevealOptions {
  readonly receiver?: string
}

/** A delivery by its id, or of a receiver by its id or place. */
const sought = Effect.fnUntraced(
  function*(text: string, options: Sought, looked: (couples: number) => Effect.Effect<void>) {
    const id = Schema.decodeUnknownOption(DeliveryId)(text)
    const place = Schema.decodeUnknownOption(Place)(text)
    if (options.receiver === undefined) {
      return yield* Option.isNone(id) ? new DeliveryNotFound() : Archive.find(id.value, looked)
    }
    const { receiver, relationship } = yield* receiverOf(options.receiver)
    if (Option.isSome(place)) return yield* Archive.findAt(receiver.id, place.value)
    if (Option.isNone(id)) return yield* new DeliveryNotFound()
    return yield* Archive.findIn({ receiver: receiver.id, relationship: relationship.id }, id.value)
  }
)

/** `lumi affirm explain` */
export const explain = command(
  Effect.fnUntraced(function*(text: string, options: Sought) {
    const progress = yield* Progress
    const delivery = yield* Effect.catchTag(
      sought(text, options, (couples) => progress.report("couples looked through", couples, undefined)),
      "DeliveryNotFound",
      () =>
        notFound(
          options.receiver === undefined
            ? `There is no delivery ${text}. --receiver looks through all that somebody got, and takes a date as well, or 2026-11-25#extra.`
            : `There is no delivery ${text} of ${options.receiver}.`
        )
    )
    const reveals = yield* mayReveal(options, delivery.relationship, "delivery", delivery.id)
    const { affirmation, chosenAt, date, kind, reason, receiver, sentAt } = delivery
    const { factors, late, outOf, probability } = reason
    return {
      json: {
        delivery: delivery.id,
        receiver,
        date,
        kind,
        affirmation,
        ...(reveals && { text: delivery.text }),
        chosenAt: DateTime.formatIso(chosenAt),
        sentAt: instant(sentAt),
        explanation: Explanation.of(reason),
        probability,
        outOf,
        ...(late !== undefined && { late }),
        factors: factors.map((factor) => ({ ...factorOf(factor), figure: factor.figure }))
      },
      lines: [
        ...(reveals ? [delivery.text] : []),
        `${affirmation} for ${date}${kind === "extra" ? ", sent by hand" : ""}: ${
          percent(probability)
        }, 1 of ${outOf} that could have come.`,
        ...table(
          ["factor", "odds", "because"],
          factors.map((factor) => [factor.name, times(factor.multiplier), Explanation.say(factor)])
        ),
        ...(late === undefined ? [] : [`It was decided ${late} minutes after its hour.`]),
        `Chosen at ${DateTime.formatIso(chosenAt)}, ${
          Option.isSome(sentAt) ? `sent at ${DateTime.formatIso(sentAt.value)}` : "not sent yet"
        }.`
      ]
    } satisfies Report
  })
)
