import { Answer, type Problem, PushService, type Target } from "@lumi/core/push/PushService"
import { Secrets } from "@lumi/core/Secrets"
import { Clock, Config, Duration, Effect, Layer, Option, Redacted, Result, Schema } from "effect"
import { classify } from "./Classify.ts"
import * as Encryption from "./Encryption.ts"
import * as Endpoint from "./Endpoint.ts"
import { subject } from "./Subject.ts"
import * as Transport from "./Transport.ts"
import * as Vapid from "./Vapid.ts"

const Hosts = Schema.String.check(
  Schema.makeFilter<string>((list) =>
    Result.match(Endpoint.allowedOf(list), {
      onFailure: (wrong) => `LUMI_PUSH_HOSTS: ${wrong} is neither a host nor an origin like http://127.0.0.1:8080`,
      onSuccess: () => undefined
    })
  )
)

const make = Effect.fnUntraced(function*(options: { readonly resolve?: Transport.Resolve }) {
  const { vapid } = yield* Secrets
  const hosts = yield* Config.schema(Hosts, "LUMI_PUSH_HOSTS").pipe(Config.withDefault(""))
  const allowed = Result.getOrThrow(Endpoint.allowedOf(hosts))
  const signer = Option.map(yield* subject, (subject) => Vapid.make(Redacted.value(vapid), subject))
  const post = yield* Transport.make(options)

  const refuse = ({ endpoint, p256dh }: Target): Option.Option<Problem> => {
    const place = Endpoint.parse(endpoint, allowed)
    if (Result.isFailure(place)) return Option.some({ field: "endpoint", problem: place.failure })
    return Encryption.isPoint(p256dh)
      ? Option.none()
      : Option.some({ field: "p256dh", problem: "is no point of P-256" })
  }

  return PushService.of({
    publicKey: Option.map(signer, ({ publicKey }) => publicKey),
    refuse,
    hostOf: ({ endpoint }) => URL.canParse(endpoint) ? new URL(endpoint).host : "",
    send: Effect.fn("PushService.send")(function*(target, { text, topic, ttl, urgency }) {
      if (Option.isNone(signer)) return Answer.Refused({ reason: "LUMI_PUSH_SUBJECT is not set" })
      // as strict as when it was handed over: what is allowed may have changed since
      const refused = refuse(target)
      if (Option.isSome(refused)) {
        return Answer.Refused({ reason: `its ${refused.value.field} ${refused.value.problem}` })
      }
      if (Buffer.byteLength(text) > Encryption.mostBytes) return Answer.TooLong()
      const clock = yield* Clock.Clock
      const url = new URL(target.endpoint)
      const headers = {
        "authorization": signer.value.header(url.origin, clock.currentTimeMillisUnsafe() / 1000),
        "content-encoding": "aes128gcm",
        "content-type": "application/octet-stream",
        "ttl": String(Math.max(0, Math.floor(Duration.toSeconds(ttl)))),
        topic,
        urgency
      }
      const exit = yield* Effect.result(post(url, headers, Encryption.encrypt(text, target)))
      return Result.isSuccess(exit)
        ? classify(exit.success.status, exit.success.retryAfter, clock.currentTimeMillisUnsafe())
        : Answer.NotNow({ reason: exit.failure.reason, after: Option.none(), works: false })
    })
  })
})

/** Web Push from this process: own encryption, own signature, and connections to nobody but push services. */
export const layerWith = (options: { readonly resolve?: Transport.Resolve }) => Layer.effect(PushService, make(options))

export const layer = layerWith({})
