import * as Floor from "@lumi/core/realtime/Floor"
import * as Rules from "@lumi/core/realtime/Rules"
import { Tickets } from "@lumi/core/realtime/Tickets"
import { Effect, Option, Schema } from "effect"
import * as Connections from "./Connections.ts"
import * as Floors from "./Floors.ts"
import { type Policy, policyOf, scopeOf } from "./Policy.ts"

/** What IoT tells of an attempt to connect, after it has checked the signature of the token. */
const Attempt = Schema.Struct({
  token: Schema.String,
  signatureVerified: Schema.Literal(true),
  protocolData: Schema.Struct({
    mqtt: Schema.Struct({
      clientId: Schema.String,
      username: Schema.String,
      password: Schema.StringFromBase64
    })
  })
})

const decode = Schema.decodeUnknownOption(Attempt)

/** What IoT is answered. */
export interface Verdict {
  readonly isAuthenticated: boolean
  /** letters and digits */
  readonly principalId: string
  readonly disconnectAfterInSeconds: number
  readonly refreshAfterInSeconds: number
  readonly policyDocuments: Array<Policy>
}

const verdict = (isAuthenticated: boolean, principalId: string, policyDocuments: Array<Policy>): Verdict => ({
  isAuthenticated,
  principalId,
  disconnectAfterInSeconds: Connections.lifeSeconds,
  refreshAfterInSeconds: Connections.lifeSeconds,
  policyDocuments
})

const refused = verdict(false, "nobody", [])

/** The claims of a ticket that is the page's own: what was signed for the address is what the page says. */
const claimsOf = Effect.fnUntraced(function*(event: unknown) {
  const tickets = yield* Tickets
  const attempt = decode(event)
  if (Option.isNone(attempt)) return Option.none()
  const { protocolData: { mqtt }, token } = attempt.value
  if (mqtt.password !== token) return Option.none()
  return Option.filter(yield* tickets.open(token), (claims) => Rules.isHolder(claims, mqtt))
})

/**
 * Lets a page in, or not. The attempt is written down before the floor is read, and whoever cuts a user off raises the
 * floor before they look for connections: so one of both sees the other.
 */
export const authorize = Effect.fn("Iot.authorize")(function*(event: unknown, functionArn: string) {
  const found = yield* claimsOf(event)
  if (Option.isNone(found)) return refused
  const claims = found.value
  yield* Connections.announce(claims)
  if (!Floor.holds(yield* Floors.read(claims.u), claims)) return refused
  return verdict(true, claims.u.replaceAll("-", ""), [policyOf(scopeOf(functionArn), claims)])
})
