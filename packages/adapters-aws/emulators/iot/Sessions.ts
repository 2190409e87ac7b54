import type { Client } from "aedes"
import { randomUUID } from "node:crypto"
import type { Verdict } from "./Authorizing.ts"
import { allow, type Wish } from "./Policies.ts"

/** Why a connection ended, as lifecycle events say it. */
export type Reason =
  | "CLIENT_INITIATED_DISCONNECT"
  | "CONNECTION_LOST"
  | "CUSTOMAUTH_TTL_EXPIRATION"
  | "DUPLICATE_CLIENTID"
  | "FORBIDDEN_ACCESS"
  | "MQTT_KEEP_ALIVE_TIMEOUT"
  | "SERVER_INITIATED_DISCONNECT"

/** A page that was let in. */
export interface Session {
  readonly identifier: string
  /** counts the connections of its client id */
  readonly version: number
  readonly verdict: Verdict
  reason: Reason
  willPrevented: boolean
  subscriptions: number
  /** filters asked for in this turn of the event loop, which is one SUBSCRIBE */
  asked: number
  /** the second in which it last published, and how much */
  second: number
  publishes: number
}

export const sessionOf = (verdict: Verdict, version: number): Session => ({
  identifier: randomUUID(),
  version,
  verdict,
  reason: "CONNECTION_LOST",
  willPrevented: false,
  subscriptions: 0,
  asked: 0,
  second: 0,
  publishes: 0
})

/** A message somebody wants to publish, or wants to have published when they vanish. */
export interface Message {
  readonly topic: string
  readonly retain?: boolean
}

/** Whether the policies of a session allow something; `resource` without what all names begin with. */
export const makeRights = (scope: string) => {
  const may = ({ verdict }: Session, action: string, resource: string, context?: Wish["context"]) =>
    allow(verdict.policyDocuments, { action, resource: `${scope}:${resource}`, ...(context && { context }) })
  return {
    may,
    mayPublish: (session: Session, { retain, topic }: Message) =>
      may(session, "iot:Publish", `topic/${topic}`) &&
      (retain !== true || may(session, "iot:RetainPublish", `topic/${topic}`))
  }
}
export type Rights = ReturnType<typeof makeRights>

/** Who is connected, and how they were let in. */
export interface Sessions {
  readonly of: (client: Client | null | undefined) => Session | undefined
  readonly begin: (client: Client, session: Session) => void
  readonly connected: Map<string, Client>
  /** Closes a connection for a reason, unless there was one before. */
  readonly end: (client: Client, reason: Reason) => Promise<void>
}

export const make = (): Sessions => {
  const sessions = new WeakMap<Client, Session>()
  const of: Sessions["of"] = (client) => client ? sessions.get(client) : undefined
  return {
    of,
    begin: (client, session) => void sessions.set(client, session),
    connected: new Map(),
    end: (client, reason) => {
      const session = of(client)
      if (session?.reason === "CONNECTION_LOST") session.reason = reason
      return new Promise((resolve) => client.close(resolve))
    }
  }
}
