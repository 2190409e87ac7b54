import { Schema } from "effect"
import { randomUUID, verify } from "node:crypto"
import type { IncomingMessage } from "node:http"
import { limits } from "./Limits.ts"
import { Document } from "./Policies.ts"

/** A custom authorizer as IoT is told of it: what it is asked with, and how to ask it. */
export interface Authorizer {
  /** in PEM; a token may be signed for any of them, so that keys can follow one another */
  readonly publicKeys: ReadonlyArray<string>
  readonly tokenKey: string
  readonly invoke: (event: unknown) => Promise<unknown>
}

const seconds = Schema.Int.check(
  Schema.isBetween({ minimum: limits.authorizer.leastSeconds, maximum: limits.authorizer.mostSeconds })
)

/** What IoT accepts of an authorizer. */
const Verdict = Schema.Struct({
  isAuthenticated: Schema.Boolean,
  principalId: Schema.String.check(Schema.isPattern(/^[a-zA-Z0-9]{1,128}$/)),
  disconnectAfterInSeconds: seconds,
  refreshAfterInSeconds: seconds,
  policyDocuments: Schema.Array(Document).check(Schema.isMaxLength(limits.authorizer.documents))
})
export type Verdict = typeof Verdict.Type

const decode = Schema.decodeUnknownPromise(Verdict)

/** A page at the gate, whose token was signed by whoever has the private key. */
export interface Applicant {
  readonly authorizer: Authorizer
  readonly token: string
  readonly headers: Readonly<Record<string, string>>
  readonly queryString: string
}

/** Before anything is asked: a known authorizer, and a token that is signed for it. */
export const apply = (
  authorizers: Readonly<Record<string, Authorizer>>,
  request: IncomingMessage
): Applicant | undefined => {
  const { search, searchParams } = new URL(request.url ?? "", "http://iot")
  const name = searchParams.get("x-amz-customauthorizer-name") ?? ""
  const authorizer = Object.hasOwn(authorizers, name) ? authorizers[name] : undefined
  const token = authorizer && searchParams.get(authorizer.tokenKey)
  const signature = Buffer.from(searchParams.get("x-amz-customauthorizer-signature") ?? "", "base64")
  if (!authorizer || !token) return undefined
  const isSigned = authorizer.publicKeys.some((key) => verify("RSA-SHA256", Buffer.from(token), key, signature))
  if (!isSigned) return undefined
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, [value ?? ""].flat().join(",")])
  )
  return { authorizer, token, headers, queryString: search }
}

/** What the page says when it connects. */
export interface Credentials {
  readonly clientId: string
  readonly username: string | undefined
  readonly password: Buffer | undefined
}

/** Asks the authorizer, in the words of IoT; rejects when its answer is none that IoT takes. */
export const judge = async (applicant: Applicant, { clientId, password, username }: Credentials): Promise<Verdict> => {
  const { authorizer, headers, queryString, token } = applicant
  const verdict = await decode(
    await authorizer.invoke({
      token,
      signatureVerified: true,
      protocols: ["tls", "http", "mqtt"],
      protocolData: {
        tls: { serverName: "localhost" },
        http: { headers, queryString },
        mqtt: {
          clientId,
          ...(username !== undefined && { username }),
          ...(password !== undefined && { password: password.toString("base64") })
        }
      },
      connectionMetadata: { id: randomUUID() }
    })
  )
  for (const document of verdict.policyDocuments) {
    const { length } = JSON.stringify(document)
    if (length > limits.authorizer.documentChars) {
      throw new Error(`A policy of ${length} characters is too long for IoT`)
    }
  }
  return verdict
}
