import type { Claims } from "./Ticket.ts"
import { inboxFilter, maxReportBytes, report, type ReportKind, reportKinds } from "./Topics.ts"

/** What is published, or will be when its sender vanishes. */
export interface Message {
  readonly topic: string
  /** bytes, or text of which UTF-16 units are counted */
  readonly payload: { readonly length: number }
  readonly qos?: number | undefined
  readonly retain?: boolean | undefined
}

/** The parts of an MQTT CONNECT that are ruled on. */
export interface Connect {
  readonly clientId: string
  readonly username?: string | undefined
  readonly protocolVersion?: number | undefined
  readonly clean?: boolean | undefined
  readonly keepalive?: number | undefined
  readonly will?: Message | undefined
}

/** The longest a connection may be silent before its broker gives it up. */
export const maxKeepaliveSeconds = 60

/** What a page reports on this topic, if it is one of its own. */
export const reportKind = (claims: Claims, topic: string): ReportKind | undefined =>
  reportKinds.find((kind) => topic === report(claims.u, claims.dev, kind))

/** A page reports of itself only; small, never retained, never exactly once. */
export const mayPublish = (claims: Claims, message: Message): boolean =>
  message.retain !== true &&
  (message.qos ?? 0) <= 1 &&
  message.payload.length <= maxReportBytes &&
  reportKind(claims, message.topic) !== undefined

/** A page reads its user's inbox only. */
export const maySubscribe = (claims: Claims, filter: string): boolean => filter === inboxFilter(claims.u)

/** Who says that they are whom the ticket names. */
export const isHolder = (claims: Claims, says: Pick<Connect, "clientId" | "username">): boolean =>
  says.clientId === claims.cid && says.username === claims.u

/** Client id, user name and last will must be the ticket's own. */
export const mayConnect = (claims: Claims, connect: Connect): boolean =>
  connect.protocolVersion === 4 &&
  connect.clean === true &&
  isHolder(claims, connect) &&
  connect.keepalive !== undefined && connect.keepalive >= 1 && connect.keepalive <= maxKeepaliveSeconds &&
  (connect.will === undefined || mayPublish(claims, connect.will))

/** How many messages a page may send at once, and how many a second after that. */
export const burst = 40
export const perSecond = 5

/** What is left of it. */
export interface Allowance {
  readonly left: number
  readonly at: number
}

/** The allowance after one more message at `now`; a negative one means a flood. */
export const spend = (allowance: Allowance | undefined, now: number): Allowance => {
  if (allowance === undefined) return { left: burst - 1, at: now }
  const regained = Math.max(0, now - allowance.at) * perSecond / 1000
  return { left: Math.min(burst, allowance.left + regained) - 1, at: now }
}
