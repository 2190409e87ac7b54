import { Secrets } from "@lumi/core/Secrets"
import { SecretsRefused } from "@lumi/core/secrets/SecretsRefused"
import { Content, generate, Known, secretsOf, Stored, weakest } from "@lumi/core/secrets/Stored"
import { type Config, Effect, Layer, Option, Predicate, Schema } from "effect"
import path from "node:path"
import { home } from "./Home.ts"
import type { SecretFileUnreadable } from "./SecretConfig.ts"
import { fromEnvironment, variables } from "./secrets/Environment.ts"
import { idOf, random } from "./secrets/Fresh.ts"
import * as SecretsFile from "./secrets/SecretsFile.ts"

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
  const text = Schema.encodeSync(Content)({ ...generate(random, idOf), ...before })
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

const strong = (known: Stored) => {
  const weak = weakest(known)
  return weak === undefined ? Effect.void : Effect.fail(
    new SecretsRefused({
      message: `the secret ${weak.name} (${variables[weak.field]}) ${weak.wrong}: replace it, ` +
        "`openssl rand -base64 32` makes one"
    })
  )
}

const load = Effect.gen(function*() {
  const file = path.join(yield* home, "secrets.json")
  return secretsOf(yield* complete(file, yield* fromEnvironment()).pipe(Effect.tap(strong)))
})

/** The secrets of the environment; what it lacks is in `secrets.json` of `LUMI_HOME`, made at the first start. */
export const layer: Layer.Layer<Secrets, SecretsRefused | SecretFileUnreadable | Config.ConfigError> = Layer.effect(
  Secrets,
  load
)
