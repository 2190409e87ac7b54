import { DateTime, Duration, Effect, Option } from "effect"
import { Digest } from "effect/crypto"
import { Base64Url } from "effect/encoding"
import type { Account, Language } from "../accounts/Account.ts"
import type { Delivery } from "../affirmations/Delivery.ts"
import type { NotificationKind } from "../notifications/Notification.ts"
import type { Message } from "./PushService.ts"
import { words } from "./Words.ts"

const utf8 = new TextEncoder()

/** The declarative form (RFC 8030's number says so): a browser that knows it shows it even where no worker runs. */
const declarative = (notification: {
  readonly title: string
  readonly body: string
  /** where a click leads, on our own pages */
  readonly navigate: string
  /** what takes the place of what is shown already */
  readonly tag: string
  readonly lang: Language
}) => JSON.stringify({ web_push: 8030, notification })

/** What takes the place of what, said in 32 letters that tell nobody of what. */
const topicOf = Effect.fnUntraced(function*(...of: ReadonlyArray<string>) {
  const digest = yield* Digest.Digest
  return Base64Url.encode(yield* digest.digest(Digest.sha256, utf8.encode(of.join("\n")))).slice(0, 32)
})

/** Who says what, of a delivery: its words to whoever got it, a heart or an answer to whoever wrote it. */
const said = (about: NotificationKind, { author, receiver, reply, text }: Delivery) => {
  switch (about) {
    case "affirmation":
      return { to: receiver, from: author, verb: "says", body: text, navigate: "/affirmations" } as const
    case "heart":
      return { to: author, from: receiver, verb: "heart", body: text, navigate: "/manage" } as const
    case "reply":
      return {
        to: author,
        from: receiver,
        verb: "reply",
        body: Option.match(reply, { onNone: () => "", onSome: ({ text }) => text }),
        navigate: "/manage"
      } as const
  }
}

/** Who tells whom. */
export const between = (about: NotificationKind, delivery: Delivery) => {
  const { from, to } = said(about, delivery)
  return { from, to }
}

/** What somebody is told of a delivery, for as long as it is of use. */
export const message = Effect.fn("Compose.message")(
  function*(about: NotificationKind, delivery: Delivery, from: Account, to: Account, ttl: Duration.Duration) {
    const { body, navigate, verb } = said(about, delivery)
    const phrases = words[to.language]
    const rest = { navigate, tag: about === "affirmation" ? delivery.id : `${about} ${delivery.id}`, lang: to.language }
    const message: Message = {
      text: declarative({ title: phrases[verb](from.name), body, ...rest }),
      shorter: declarative({ title: phrases.something(from.name), body: "", ...rest }),
      ttl,
      topic: yield* topicOf(to.id, about, delivery.date, delivery.kind),
      urgency: "normal"
    }
    return message
  }
)

/** What somebody sees who asks whether they would be told. */
export const test = Effect.fn("Compose.test")(function*({ id, language }: Account) {
  const { test, testBody } = words[language]
  const now = yield* DateTime.now
  const about = { navigate: "/settings", tag: "test", lang: language }
  const message: Message = {
    text: declarative({ title: test, body: testBody, ...about }),
    shorter: declarative({ title: test, body: "", ...about }),
    ttl: Duration.minutes(1),
    topic: yield* topicOf(id, "test", DateTime.formatIso(now)),
    urgency: "high"
  }
  return message
})
