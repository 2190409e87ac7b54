import type { Client, ConnectPacket } from "aedes"
import { setTimeout as sleep } from "node:timers/promises"
import { type Applicant, judge, type Verdict } from "./Authorizing.ts"
import { limits } from "./Limits.ts"
import { type Rights, sessionOf, type Sessions } from "./Sessions.ts"

export interface AdmissionOptions {
  /** how long a second lasts */
  readonly secondMillis: number
  /** how much longer than nothing it may take until a page that is let in is connected */
  readonly untidyMillis: number
}

const attributesOf = ({ clean, will }: ConnectPacket) => [
  ...(clean ? [] : ["PersistentConnect"]),
  ...(will ? ["LastWill"] : [])
]

const inTime = (verdict: Promise<Verdict>) => {
  const { timeoutSeconds } = limits.authorizer
  const late = new Promise<never>((_, reject) => {
    setTimeout(reject, timeoutSeconds * 1000, new Error("The authorizer takes too long")).unref()
  })
  return Promise.race([verdict, late])
}

/** How pages are let in: the authorizer is asked, and then the policies it gave. */
export const make = (sessions: Sessions, { may, mayPublish }: Rights, options: AdmissionOptions) => {
  const versions = new Map<string, number>()

  return async (client: Client, packet: ConnectPacket, applicant: Applicant): Promise<boolean> => {
    const { clientId, password, username, will } = packet
    if (Buffer.byteLength(clientId) > limits.clientIdBytes) return false
    const verdict = await inTime(judge(applicant, { clientId, username, password }))
    if (!verdict.isAuthenticated) return false
    const version = (versions.get(clientId) ?? -1) + 1
    const session = sessionOf(verdict, version)
    const isAllowed =
      may(session, "iot:Connect", `client/${clientId}`, { "iot:ConnectAttributes": attributesOf(packet) }) &&
      (!will || mayPublish(session, will))
    if (!isAllowed) return false
    if (options.untidyMillis > 0) await sleep(Math.random() * options.untidyMillis)
    versions.set(clientId, version)
    const elder = sessions.of(sessions.connected.get(clientId))
    if (elder) elder.reason = "DUPLICATE_CLIENTID"
    sessions.begin(client, session)
    const expiry = setTimeout(
      () => void sessions.end(client, "CUSTOMAUTH_TTL_EXPIRATION"),
      verdict.disconnectAfterInSeconds * options.secondMillis
    )
    client.conn.once("close", () => clearTimeout(expiry))
    return true
  }
}
