import { DateTime, Duration, Effect } from "effect"
import fs from "node:fs"
import { parseArgs } from "node:util"
import { rereadAfter } from "../../src/Secrets.ts"
import type { Kept } from "../../src/secrets/Kept.ts"
import * as Rotation from "./Rotation.ts"
import * as Vault from "./Vault.ts"

export const usage = `Usage: node packages/adapters-aws/infra/secrets.ts COMMAND --stage STAGE [--public-keys FILE]

  create           makes all secrets of an instance, once, and the file of public keys
  complete         adds the secrets that an earlier Lumi did not make yet
  rotate NAME      auth, tickets or iot: makes a key that is accepted and not used yet; cursor: replaces it at once
  activate NAME    uses the key that rotate made, an hour later or more
  public-keys      writes the file of public keys again: the context ticketKey of the stack

  --stage STAGE        the secret is lumi/STAGE
  --secret NAME        another name for it
  --public-keys FILE   default: lumi-STAGE-public-keys.pem
`

const bad = (message: string) => new Vault.Refused({ message: `${message} (see --help)` })

const isKind = (name: string | undefined): name is Rotation.Kind => Rotation.kinds.some((kind) => kind === name)

const writePublicKeys = Effect.fnUntraced(function*(file: string, kept: Kept) {
  yield* Effect.try({
    try: () => fs.writeFileSync(file, Rotation.publicKeysOf(kept)),
    catch: () => new Vault.Refused({ message: `${file} cannot be written: choose another by --public-keys` })
  })
  return `wrote ${file}: deploy the stack with -c ticketKey=${file}`
})

const parsed = (args: ReadonlyArray<string>) =>
  Effect.try({
    try: () =>
      parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          stage: { type: "string" },
          secret: { type: "string" },
          "public-keys": { type: "string" },
          help: { type: "boolean", short: "h" }
        }
      }),
    catch: (error) => bad(error instanceof Error ? error.message : "unknown option")
  })

/** Does what the operator asks for; gives the lines to print, in which there is no secret. */
export const run = Effect.fn("secrets")(function*(args: ReadonlyArray<string>) {
  const { positionals: [command, name], values } = yield* parsed(args)
  if (values.help === true) return [usage]
  const id = values.secret ?? (values.stage === undefined ? undefined : `lumi/${values.stage}`)
  if (id === undefined) return yield* bad("which instance? --stage says it")
  const file = values["public-keys"] ?? `${id.replaceAll(/[^\w-]+/g, "-")}-public-keys.pem`
  const vault = yield* Vault.open(id)
  const now = DateTime.toDateUtc(yield* DateTime.now)

  if (command === "create") {
    const kept = Rotation.create()
    yield* vault.create(kept)
    return [`made ${id}`, yield* writePublicKeys(file, kept)]
  }
  if (command === "complete") {
    const added = yield* vault.complete(Rotation.create())
    return [added.length === 0 ? `${id} has all there are` : `added ${added.join(", ")} to ${id}`]
  }
  if (command === "public-keys") return [yield* writePublicKeys(file, yield* vault.read)]
  if (command === "rotate" && name === "cursor") {
    yield* vault.replace(Rotation.replaceCursor(yield* vault.read))
    return ["replaced the cursor key: for an hour, lists that are open may have to be started again"]
  }
  if ((command === "rotate" || command === "activate") && name === "vapid") {
    return yield* new Vault.Refused({
      message: "the key for push stays: with another one every browser would have to subscribe anew"
    })
  }
  if ((command === "rotate" || command === "activate") && name === "invitePepper") {
    return yield* new Vault.Refused({
      message: "the invite pepper stays: with another one every open invite would be lost"
    })
  }
  if ((command === "rotate" || command === "activate") && isKind(name)) {
    const kept = yield* vault.read
    const outcome = command === "rotate"
      ? Rotation.stage(kept, name, now)
      : Rotation.activate(kept, name, now, Duration.toMillis(rereadAfter))
    if ("refused" in outcome) return yield* new Vault.Refused({ message: outcome.refused })
    yield* vault.replace(outcome.kept)
    if (command === "activate") return [`${name} uses ${outcome.key} from now on`]
    const next = `${name} has ${outcome.key} waiting: run activate ${name} in an hour`
    return name === "iot" ? [yield* writePublicKeys(file, outcome.kept), `${next}, after that deployment`] : [next]
  }
  return yield* bad("what should be done? create, complete, rotate NAME, activate NAME or public-keys")
}, Effect.scoped)
