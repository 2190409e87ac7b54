import { assert, layer as withLayer } from "@effect/vitest"
import { Effect, type Layer, Option } from "effect"
import type { AffirmationStore } from "../../src/affirmations/AffirmationStore.ts"
import { Delivery, type Place, placeOf } from "../../src/affirmations/Delivery.ts"
import { DeliveryStore, type Mailbox } from "../../src/affirmations/DeliveryStore.ts"
import { matcher, type Sought } from "../../src/affirmations/Sought.ts"
import { plus } from "../../src/LocalDate.ts"
import type { InviteStore } from "../../src/relationships/InviteStore.ts"
import { at, couple, today } from "./Couples.ts"
import { deliveryOf, extraOf, written } from "./Given.ts"

/** Texts of many scripts, and what finds each of them alone. */
const texts: ReadonlyArray<readonly [text: string, queries: ReadonlyArray<string>]> = [
  ["You are my lighthouse.", ["lighthouse", "LIGHT", "my lig", "!lighthouse <-> my"]],
  ["The night the car broke down near Évora.", ["evora", "ÉVO", "e\u0301vora", "evora night car", "down, near"]],
  ["Danke für alles, auf der Straße wie zu Haus.", ["strasse", "Straße", "fur", "ALLES"]],
  ["Łódź will see us again.", ["lodz", "łódź", "see us"]],
  ["Don’t be funny today; you're enough.", ["don't", "you're en", "today;you"]],
  ["100% of it, a\\b and _that_ 'too': {x|y}(z).", ["100%", "_that", "'too'", "a\\b", "{x|y}", "y(z)"]],
  ["灯台のような人だね。がんばって", ["灯台", "灯", "ような人", "だね", "がんば", "て"]],
  ["ฉันรักเธอ", ["รัก", "เธอ"]],
  ["사랑해 여보", ["사랑", "여보"]],
  ["שָׁלוֹם אהובי", ["שלום"]],
  ["Одиссей, мой дом", ["одиссеи", "МОЙ д"]],
  ["Ὀδυσσεύς ΦΩΣ", ["οδυσσευσ", "φως"]],
  ["💙 always 👩‍❤️‍👨", ["💙", "❤"]],
  [`${"w".repeat(41)} ${"𝒘".repeat(100)}ﷲ${"ﷲ".repeat(130)}`, ["w".repeat(41), "w".repeat(40), "w".repeat(100)]]
]

/** Queries that find nothing of all that. */
const nothing = [
  "house",
  "ighthouse",
  "my lam",
  "lig my",
  "!!!",
  "%",
  "_",
  "'",
  "\\",
  "灯人",
  "台灯",
  "🤍",
  "lighthouse | it",
  ":*"
]

/** Page by page until there is no more. */
const all = Effect.fnUntraced(function*(mailbox: Mailbox, sought: Sought, limit: number) {
  const store = yield* DeliveryStore
  const found: Array<Delivery> = []
  let before = Option.none<Place>()
  do {
    const page = yield* store.search(mailbox, sought, before, limit)
    assert.isAtMost(page.items.length, limit)
    if (Option.isSome(before)) {
      for (const one of page.items) assert.isTrue(placeOf(one) < before.value, "a page goes on where one ended")
      if (Option.isSome(page.next)) assert.isTrue(page.next.value < before.value, "it gets on")
    }
    found.push(...page.items)
    before = page.next
  } while (Option.isSome(before))
  return found
})

/** What every DeliveryStore must find again: a part of its contract. */
export const suite = <R, E>(
  name: string,
  layer: Layer.Layer<DeliveryStore | AffirmationStore | InviteStore | R, E>
) =>
  withLayer(layer, { timeout: "4 minutes", excludeTestServices: true })(`DeliveryStore, search (${name})`, (it) => {
    it.effect("words are found in any script, by whole words and the beginning of the last, and by no sign", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const { affirmations: [affirmation], mailbox } = yield* written(1)
        const given = texts.map(([text], n) => new Delivery({ ...deliveryOf(affirmation!, n), text }))
        yield* store.decide(given)
        yield* store.markSent(given, at(1))
        for (const [text, queries] of texts) {
          for (const query of queries) {
            const { items } = yield* store.search(mailbox, { query }, Option.none(), 50)
            assert.deepStrictEqual(items.map((one) => one.text), [text], query)
          }
        }
        for (const query of nothing) assert.deepStrictEqual(yield* all(mailbox, { query }, 50), [], query)
        assert.deepStrictEqual((yield* all(mailbox, {}, 5)).length, texts.length)
      }))

    it.effect("only what was sent to the receiver in this relationship is found", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const { affirmations: [affirmation], mailbox, relationship } = yield* written(1)
        const [sent, unsent] = [deliveryOf(affirmation!), deliveryOf(affirmation!, 1)]
        yield* store.decide([sent, unsent])
        yield* store.markSent([sent], at(1))
        const ids = (of: Mailbox) => Effect.map(all(of, { query: "no" }, 9), (found) => found.map(({ id }) => id))
        assert.deepStrictEqual(yield* ids(mailbox), [sent.id])
        assert.deepStrictEqual(yield* ids({ ...mailbox, receiver: relationship.first }), [])
        const elsewhere = { ...mailbox, relationship: (yield* couple()).id }
        assert.deepStrictEqual(yield* ids(elsewhere), [])
        assert.deepStrictEqual(yield* store.first(elsewhere), Option.none())
      }))

    it.effect("pages of what is loved, answered or was a surprise are whole, also with words, from any place on", () =>
      Effect.gen(function*() {
        const store = yield* DeliveryStore
        const { affirmations: [affirmation], mailbox } = yield* written(1)
        assert.deepStrictEqual(yield* store.first(mailbox), Option.none())
        const scheduled = { name: "scheduled", multiplier: 1, figure: null } as const
        // more than one look of a store that is bounded, with long stretches where nothing fits
        const given = Array.from({ length: 204 }, (_, n) =>
          new Delivery({
            ...n % 50 === 49 ? extraOf(affirmation!, n) : deliveryOf(affirmation!, n),
            text: n < 20 ? `A lamp, no. ${n}` : "Something else.",
            sentAt: Option.some(at(1)),
            lovedAt: n % 19 === 0 ? Option.some(at(2)) : Option.none(),
            reply: n > 2 && n < 6 ? Option.some({ text: "Thank you.", at: at(3) }) : Option.none(),
            ...n % 7 === 0 && { reason: { factors: [scheduled], outOf: 1, probability: 1 } }
          }))
        yield* store.decide(given)
        const everything = yield* all(mailbox, {}, 100)
        assert.strictEqual(everything.length, given.length)
        const looks: ReadonlyArray<Sought> = [
          { only: "loved" },
          { only: "answered" },
          { only: "surprise" },
          { query: "lamp" },
          { query: "lamp", only: "loved" },
          { query: "lamp", only: "surprise" },
          { query: "no such thing" }
        ]
        for (const sought of looks) {
          const expected = everything.filter(matcher(sought))
          for (const limit of [3, 50]) {
            assert.deepStrictEqual(yield* all(mailbox, sought, limit), expected, JSON.stringify([sought, limit]))
          }
        }
        const place = Option.some(plus(today, 10))
        const { items } = yield* store.search(mailbox, { query: "lamp" }, place, 3)
        assert.deepStrictEqual(items.map(({ date }) => date), [9, 8, 7].map((days) => plus(today, days)))
        assert.deepStrictEqual(yield* store.first(mailbox), Option.some(today))
      }))
  })
