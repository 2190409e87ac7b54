import { Context, Data, type Duration, type Effect, type Option } from "effect"
import type { PushSubscription } from "./PushSubscription.ts"

/** Where and for whom: what a browser hands over. */
export type Target = Pick<PushSubscription, "endpoint" | "p256dh" | "auth">

/** One thing to be told. */
export interface Message {
  /** JSON in the declarative form, which the service worker reads too */
  readonly text: string
  /** the same in fewer bytes, for a service that finds it too long */
  readonly shorter: string
  /** how long a push service keeps it for a browser that is not there */
  readonly ttl: Duration.Duration
  /** what takes the place of an earlier one that was not delivered yet: at most 32 letters of base64url */
  readonly topic: string
  readonly urgency: "normal" | "high"
}

/** What a push service said. No answer quotes an endpoint: who knows it can send to it. */
export type Answer = Data.TaggedEnum<{
  /** taken, not delivered yet */
  readonly Taken: {}
  /** the browser gave its subscription up */
  readonly Gone: {}
  readonly TooLong: {}
  /** not now; `after` is what it asks for itself, and `works` whether it is well itself */
  readonly NotNow: {
    readonly reason: string
    readonly after: Option.Option<Duration.Duration>
    readonly works: boolean
  }
  /** not like this: something the operator has to look at, and waiting does not help */
  readonly Refused: { readonly reason: string }
}>
export const Answer = Data.taggedEnum<Answer>()

/** What is wrong with what a browser handed over, by its field. */
export interface Problem {
  readonly field: "endpoint" | "p256dh"
  readonly problem: string
}

/** Web Push, the same on every family. */
export class PushService extends Context.Service<PushService, {
  /** what browsers subscribe with; none where this instance sends no push */
  readonly publicKey: Option.Option<string>
  /** Whether we would ever send there. */
  readonly refuse: (target: Target) => Option.Option<Problem>
  /** The host that is asked, as breakers know it. */
  readonly hostOf: (target: Target) => string
  /** Sends once, within seconds. What fails is an answer too. */
  readonly send: (target: Target, message: Message) => Effect.Effect<Answer>
}>()("@lumi/core/push/PushService") {}
