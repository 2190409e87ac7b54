import { Secrets } from "@lumi/core/Secrets"
import { type Config, Effect, Layer, Option, Predicate, Redacted, Schema } from "effect"
import path from "node:path"
import { home } from "./Home.ts"
import type { SecretFileUnreadable } from "./SecretConfig.ts"
import { fromEnvironment } from "./secrets/Environment.ts"
import * as SecretsFile from "./secrets/SecretsFile.ts"
import { SecretsRefused } from "./secrets/SecretsRefused.ts"
import { Content, generate, Known, Stored, values } from "./secrets/Stored.ts"
import { weakness } from "./secrets/Strength.ts"

export { SecretsRefused }

/** The cause is left out on purpose: it may quote the content. */
const trouble = (file: string) => (cause: unknown): SecretsRefused => {
  if (cause instanceof SecretsRefused) return cause
  const code = Predicate.hasProperty(cause, "code") ? String(cause.code) : "unknown trouble"
  return new SecretsRefused({
    message: code === "ENOSPC"
      ? `the disk of ${file} is full: free some space and start again`
      : `${file} cannot be used (${code}): give it to this user, or set LUMI_HOME to a directory this user may write`
  })
}

const onDisk = <A>(file: string, evaluate: () => A) => Effect.try({ try: evaluate, catch: trouble(file) })

const damaged = (file: string) =>
  new SecretsRefused({
    message:
      `${file} is damaged: restore it from a backup. Without it everybody is signed out and open invites are lost`
  })

const read = Effect.fn("Secrets.read")(function*(file: string) {
  const text = yield* onDisk(file, () => SecretsFile.read(file))
  if (text === undefined) return undefined
  const content = Option.filter(Schema.decodeUnknownOption(Content)(text), Schema.is(Known))
  if (Option.isSome(content)) return content.value
  return yield* damaged(file)
})

/** What the file has, after whatever was missing has been made and saved. */
const complete = Effect.fn("Secrets.complete")(function*(file: string, given: Known) {
  const isWhole = Schema.is(Stored)
  if (isWhole(given)) return given
  const before = yield* read(file)
  const known = { ...before, ...given }
  if (isWhole(known)) return known
  const text = Schema.encodeSync(Content)({ ...generate(), ...before })
  if (before === undefined) {
    yield* onDisk(file, () => SecretsFile.create(file, text))
    yield* Effect.logInfo(`made the secrets of this instance: ${file}`)
  } else {
    yield* onDisk(file, () => SecretsFile.propose(file, text))
    const isDone = isWhole({ ...yield* read(file), ...given })
    yield* onDisk(file, () => isDone ? SecretsFile.withdraw(file) : SecretsFile.accept(file))
  }
  // what counts is what the disk has now: another start may have been first
  const after = { ...(yield* read(file)), ...given }
  return isWhole(after) ? after : yield* damaged(file)
})

const strong = Effect.fnUntraced(function*(known: Stored) {
  for (const [name, value] of values(known)) {
    const wrong = weakness(value)
    if (wrong === undefined) continue
    return yield* new SecretsRefused({
      message: `the secret ${name} ${wrong}: replace it, \`openssl rand -base64 32\` makes one`
    })
  }
})

const redact = (label: string, value: string) => Redacted.make(value, { label })

const load = Effect.gen(function*() {
  const file = path.join(yield* home, "secrets.json")
  const given = yield* fromEnvironment()
  const { auth, cursor, invitePepper, tickets } = yield* complete(file, given).pipe(Effect.tap(strong))
  return Secrets.of({
    auth: auth.map(({ value, version }) => ({ version, value: redact(`auth ${version}`, value) })),
    tickets: tickets.map(({ id, value }) => ({ id, value: redact(`ticket ${id}`, value) })),
    invitePepper: redact("invitePepper", invitePepper),
    cursor: redact("cursor", cursor)
  })
})

/** The secrets of the environment; what it lacks is in `secrets.json` of `LUMI_HOME`, made at the first start. */
export const layer: Layer.Layer<Secrets, SecretsRefused | SecretFileUnreadable | Config.ConfigError> = Layer.effect(
  Secrets,
  load
)
