import { Context, Effect, Layer } from "effect"
import { randomUUID } from "node:crypto"
import fs from "node:fs"
import { createServer, type IncomingMessage } from "node:http"
import * as Loopback from "./Loopback.ts"

interface Version {
  readonly id: string
  readonly text: string
}

/** A secret with the two versions that have a name. */
interface Secret {
  readonly current: Version
  readonly previous: Version | undefined
}

type Ask = Readonly<Record<string, unknown>>

class Refusal extends Error {
  readonly type: string
  constructor(type: string, message: string) {
    super(message)
    this.type = type
  }
}

const textOf = (ask: Ask, name: string): string => {
  const value = ask[name]
  if (typeof value !== "string") throw new Refusal("InvalidParameterException", `${name} is missing.`)
  return value
}

const make = (secrets: Map<string, Secret>, changed: () => void) => {
  const arnOf = (name: string) => `arn:aws:secretsmanager:eu-central-1:000000000000:secret:${name}`
  const find = (ask: Ask) => {
    const name = textOf(ask, "SecretId").replace(/^arn:.*:secret:/, "")
    const secret = secrets.get(name)
    if (secret === undefined) {
      throw new Refusal("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
    }
    return { name, secret }
  }
  const versionOf = (ask: Ask): Version => ({
    id: typeof ask["ClientRequestToken"] === "string" ? ask["ClientRequestToken"] : randomUUID(),
    text: textOf(ask, "SecretString")
  })
  const told = (name: string, version: Version, stage = "AWSCURRENT") => ({
    ARN: arnOf(name),
    Name: name,
    VersionId: version.id,
    VersionStages: [stage]
  })
  const store = (name: string, secret: Secret) => {
    secrets.set(name, secret)
    changed()
    return told(name, secret.current)
  }

  const operations: Readonly<Record<string, (ask: Ask) => object>> = {
    CreateSecret: (ask) => {
      const name = textOf(ask, "Name")
      const version = versionOf(ask)
      const there = secrets.get(name)
      // the same request once more, as a client sends it whose answer was lost
      if (there?.current.id === version.id && there.current.text === version.text) return told(name, version)
      if (there !== undefined) throw new Refusal("ResourceExistsException", `The secret ${name} already exists.`)
      return store(name, { current: version, previous: undefined })
    },
    PutSecretValue: (ask) => {
      const { name, secret } = find(ask)
      const version = versionOf(ask)
      if (version.id !== secret.current.id) return store(name, { current: version, previous: secret.current })
      if (version.text === secret.current.text) return told(name, version)
      throw new Refusal("ResourceExistsException", "This version exists already with another value.")
    },
    GetSecretValue: (ask) => {
      const { name, secret } = find(ask)
      const stage = ask["VersionStage"] ?? "AWSCURRENT"
      const version = stage === "AWSCURRENT" ? secret.current : stage === "AWSPREVIOUS" ? secret.previous : undefined
      if (version === undefined || (ask["VersionId"] ?? version.id) !== version.id) {
        throw new Refusal("ResourceNotFoundException", "Secrets Manager can't find the specified secret value.")
      }
      return { ...told(name, version, String(stage)), SecretString: version.text }
    }
  }

  return async (request: IncomingMessage): Promise<readonly [status: number, body: object]> => {
    const chunks: Array<Buffer> = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    try {
      const target = String(request.headers["x-amz-target"]).replace("secretsmanager.", "")
      const operation = operations[target]
      if (operation === undefined) throw new Refusal("UnknownOperationException", `${target} is not emulated.`)
      const ask: Ask = JSON.parse(Buffer.concat(chunks).toString())
      return [200, operation(ask)]
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return [400, { __type: error.type, message: error.message }]
    }
  }
}

/** Secrets Manager on the loopback, as much of it as Lumi uses: what a secret is now, and what it was before. */
export class SecretsManager extends Context.Service<SecretsManager, {
  readonly endpoint: string
}>()("@lumi/adapters-aws/emulators/SecretsManager") {
  /** With a file, what it was told outlives it. */
  static readonly layer = ({ file, port = 0 }: { readonly file?: string; readonly port?: number } = {}) =>
    Layer.effect(
      SecretsManager,
      Effect.gen(function*() {
        const kept: Array<[string, Secret]> = file !== undefined && fs.existsSync(file)
          ? JSON.parse(fs.readFileSync(file, "utf8"))
          : []
        const secrets = new Map(kept)
        const answer = make(secrets, () => {
          if (file !== undefined) fs.writeFileSync(file, JSON.stringify([...secrets]), { mode: 0o600 })
        })
        const server = createServer((request, response) => {
          answer(request).then(
            ([status, body]) =>
              response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(body)),
            () => response.writeHead(500).end()
          )
        })
        return SecretsManager.of({ endpoint: yield* Loopback.serve(server, port) })
      })
    )
}
