import { TooManyRequests } from "@lumi/core/api/Errors"
import { type Limit, RateLimit } from "@lumi/core/RateLimit"
import { Duration, Effect, Option } from "effect"
import * as HttpEffect from "effect/http/HttpEffect"
import * as HttpServerResponse from "effect/http/HttpServerResponse"

/** What one person's pages need at their busiest, several times over. */
export const perUser: Limit = { name: "user", tokens: 120, window: "12 seconds" }

/** A household, or an office behind one address. Above what two people can use, so that neither stops the other. */
export const perAddress: Limit = { name: "address", tokens: 600, window: "10 seconds" }

/** Requests of nobody: of a page that does not know yet that it is signed out, or of somebody who tries cookies. */
export const strangers: Limit = { name: "stranger", tokens: 60, window: "1 minute" }

/** Extras that somebody asks for: each is a job, also of those that are taken back. */
export const perAsker: Limit = { name: "extra", tokens: 20, window: "10 minutes" }

/** Looking for words reads much at a time. Somebody who types does it once a word or so. */
export const searches: Limit = { name: "search", tokens: 30, window: "30 seconds" }

/** Invites that do not exist: a typed code has 50 bits. Per account, and per address. */
export const wrongSecrets: Limit = { name: "invite-secret", tokens: 5, window: "1 hour" }

/** A browser subscribes once and says so again each time the app is opened. */
export const subscriptions: Limit = { name: "push-subscribe", tokens: 60, window: "1 hour" }

/** Tests that somebody sends to their own browsers: each makes us ask a push service at once. */
export const pushTests: Limit = { name: "push-test", tokens: 10, window: "5 minutes" }

const refused = (wait: Duration.Duration) => {
  const seconds = Math.max(1, Math.ceil(Duration.toSeconds(wait)))
  return HttpEffect.appendPreResponseHandler((_, response) =>
    Effect.succeed(HttpServerResponse.setHeader(response, "retry-after", String(seconds)))
  ).pipe(Effect.andThen(Effect.fail(new TooManyRequests({ retryAfterSeconds: seconds }))))
}

const orRefuse = Option.match({ onNone: () => Effect.void, onSome: refused })

/** Counts one request against a limit that protects the machine; where it cannot be counted, people come first. */
export const count = Effect.fnUntraced(function*(limit: Limit, key: string) {
  const limits = yield* RateLimit
  const wait = yield* limits.take(limit, key).pipe(Effect.catchTag("StoreUnavailable", () => Effect.succeedNone))
  return yield* orRefuse(wait)
})

/** Lets through while there is something left of a limit that protects a secret; where it cannot be counted, nobody. */
export const check = Effect.fnUntraced(function*(limit: Limit, key: string) {
  const limits = yield* RateLimit
  return yield* orRefuse(yield* limits.wait(limit, key))
})

/** Counts what `check` lets through. */
export const spend = Effect.fnUntraced(function*(limit: Limit, key: string) {
  const limits = yield* RateLimit
  yield* limits.take(limit, key)
})
