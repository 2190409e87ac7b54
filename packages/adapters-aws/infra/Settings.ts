import type { Node } from "constructs"
import { existsSync, readFileSync } from "node:fs"
import path from "node:path"

/** A table made from a backup, which the stack uses in place of its own. */
export interface Restored {
  readonly table: string
  /** ARN of its stream */
  readonly stream: string
}

/** What differs between one deployment and another. All of it is context: `-c name=value`, or cdk.context.json. */
export interface Settings {
  /** names the stack and what must have a name, so that several live in one account */
  readonly stage: string
  /** a folder with one folder per function, as the build of the workers leaves it */
  readonly bundles: string
  /** what people type, and its certificate in us-east-1 */
  readonly domain: string | undefined
  readonly certificate: string | undefined
  /** `https://` and the domain; without a domain, the address that the first deployment printed */
  readonly origin: string | undefined
  /** who may make an account: `open`, `invite` or `closed` */
  readonly signUp: string
  /** ARN of a web ACL in us-east-1 */
  readonly webAcl: string | undefined
  /** who is told of alarms */
  readonly email: string | undefined
  /** name of the secret in Secrets Manager that holds the keys of this instance */
  readonly secret: string
  /** host of IoT's data endpoint of this account and region */
  readonly iotEndpoint: string | undefined
  /** public halves in PEM of the keys that tickets are signed with, the newest first */
  readonly ticketKeys: ReadonlyArray<string>
  /** keeps a place for the tick; off in accounts that have no concurrency to give away */
  readonly reserve: boolean
  readonly restored: Restored | undefined
}

const workspace = path.resolve(import.meta.dirname, "../../..")

const pem = /-----BEGIN PUBLIC KEY-----[\s\S]+?-----END PUBLIC KEY-----/g

/** The keys of a file; IoT takes two, which is what a rotation needs. */
const pemsOf = (file: string): ReadonlyArray<string> => {
  const found = readFileSync(file, "utf8").match(pem) ?? []
  if (found.length === 0) throw new Error(`There is no public key in ${file}.`)
  return found.slice(0, 2)
}

/** Reads the context; what contradicts itself is refused before anything is made of it. */
export const settingsOf = (node: Node): Settings => {
  const text = (name: string): string | undefined => {
    const value: unknown = node.tryGetContext(name)
    if (value === undefined || value === "") return undefined
    if (typeof value !== "string") throw new Error(`The context ${name} must be a text.`)
    return value
  }
  const stage = text("stage") ?? "dev"
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(stage)) throw new Error("A stage is up to 20 small letters, digits and hyphens.")
  const bundles = path.resolve(text("bundles") ?? path.join(workspace, "packages/workers/dist/lambda"))
  if (!existsSync(bundles)) throw new Error(`There are no bundles in ${bundles}. Run: npm run build`)
  const domain = text("domain")
  const certificate = text("certificate")
  if ((domain === undefined) !== (certificate === undefined)) {
    throw new Error("A domain needs the ARN of its certificate (context certificate), and a certificate its domain.")
  }
  const table = text("restoredTable")
  const stream = text("restoredStream")
  if ((table === undefined) !== (stream === undefined)) {
    throw new Error("A restored table is known by its name and the ARN of its stream: restoredTable, restoredStream.")
  }
  const keys = text("ticketKey")
  const signUp = text("signUp") ?? "open"
  if (!["open", "invite", "closed"].includes(signUp)) throw new Error("Signing up is open, by invite, or closed.")
  return {
    stage,
    bundles,
    domain,
    certificate,
    origin: text("origin") ?? (domain === undefined ? undefined : `https://${domain}`),
    signUp,
    webAcl: text("webAcl"),
    email: text("email"),
    secret: text("secret") ?? `lumi/${stage}`,
    iotEndpoint: text("iotEndpoint"),
    ticketKeys: keys === undefined ? [] : pemsOf(keys),
    reserve: text("reserve") !== "off",
    restored: table === undefined || stream === undefined ? undefined : { table, stream }
  }
}
