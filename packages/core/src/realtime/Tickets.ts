import { Clock, Context, DateTime, Effect, Layer, Option, Redacted, Result, Schema } from "effect"
import { Mac } from "effect/crypto"
import { Base64Url } from "effect/encoding"
import { Secrets } from "../Secrets.ts"
import { type Broker, Claims, lifetime, type Ticket, type TicketRequest } from "./Ticket.ts"
import { clientId, inboxFilter } from "./Topics.ts"

const ClaimsJson = Schema.fromJsonString(Claims)
const encodeClaims = Schema.encodeEffect(ClaimsJson)
const decodeClaims = Schema.decodeUnknownOption(ClaimsJson)

const utf8 = new TextEncoder()
const signed = (body: string) => utf8.encode(`lumi:mqtt:v1\n${body}`)

/** Signs and reads tickets: `base64url(claims).base64url(HMAC-SHA256)`. The first key signs, all are accepted. */
export class Tickets extends Context.Service<Tickets, {
  readonly sign: (claims: Claims) => Effect.Effect<string>
  /** The claims of a genuine ticket that is not over. */
  readonly open: (ticket: string) => Effect.Effect<Option.Option<Claims>>
  readonly mint: (request: TicketRequest, broker: Broker) => Effect.Effect<Ticket>
}>()("@lumi/core/realtime/Tickets") {
  static readonly layer = Layer.effect(
    Tickets,
    Effect.gen(function*() {
      const mac = yield* Mac.Mac
      const secrets = yield* Secrets
      const keys = yield* Effect.forEach(
        secrets.tickets,
        ({ value }) =>
          Effect.fromResult(Base64Url.decode(Redacted.value(value))).pipe(
            Effect.flatMap((bytes) => Mac.key(Mac.hmacSha256, bytes))
          )
      ).pipe(Effect.orDie)
      const newest = keys[0]
      if (newest === undefined) return yield* Effect.die(new Error("There is no key to sign realtime tickets with."))

      const sign = Effect.fnUntraced(function*(claims: Claims) {
        const body = Base64Url.encode(yield* encodeClaims(claims))
        return `${body}.${Base64Url.encode(yield* mac.sign(newest, signed(body)))}`
      }, Effect.orDie)

      const open = Effect.fnUntraced(function*(ticket: string) {
        const [body = "", tag = ""] = ticket.split(".")
        const given = Base64Url.decode(tag)
        if (Result.isFailure(given)) return Option.none()
        const now = yield* Clock.currentTimeMillis
        for (const key of keys) {
          if (!(yield* mac.verify(key, given.success, signed(body)))) continue
          return Result.getSuccess(Base64Url.decodeString(body)).pipe(
            Option.flatMap(decodeClaims),
            Option.filter(({ exp }) => exp > now)
          )
        }
        return Option.none()
      }, Effect.orDie)

      const mint = Effect.fn("Tickets.mint")(function*({ device, membership, user }: TicketRequest, broker: Broker) {
        const expiresAt = DateTime.addDuration(yield* DateTime.now, lifetime)
        const cid = clientId(user, device)
        const password = yield* sign({
          u: user,
          dev: device,
          rel: Option.match(membership, { onNone: () => null, onSome: ({ relationship }) => relationship }),
          epoch: Option.match(membership, { onNone: () => 0, onSome: ({ epoch }) => epoch }),
          cid,
          exp: DateTime.toEpochMillis(expiresAt)
        })
        return { ...broker, clientId: cid, username: user, password, filters: [inboxFilter(user)], expiresAt }
      })

      return Tickets.of({ sign, open, mint })
    })
  )
}
