import { Config, Data, Effect, Option, Redacted } from "effect"
import fs from "node:fs"

/** The file that a `*_FILE` variable names cannot be read. */
export class SecretFileUnreadable extends Data.TaggedError("SecretFileUnreadable")<{
  readonly message: string
  readonly cause: unknown
}> {}

const fromFile = (name: string, file: string) =>
  Effect.try({
    try: () => Redacted.make(fs.readFileSync(file, "utf8").trim(), { label: name }),
    catch: (cause) =>
      new SecretFileUnreadable({
        message: `${name}_FILE names ${file}, which cannot be read: mount it or unset it`,
        cause
      })
  })

const given = (value: Redacted.Redacted<string>) => Redacted.value(value) !== ""

/** A secret of the environment: `NAME`, or, as containers are given it, the content of the file `NAME_FILE`. */
export const secretConfig = Effect.fn("SecretConfig.secretConfig")(function*(name: string) {
  const value = Option.filter(yield* Config.option(Config.Redacted(name)), given)
  const file = yield* Config.option(Config.NonEmptyString(`${name}_FILE`))
  if (Option.isSome(value) || Option.isNone(file)) return value
  return Option.filter(Option.some(yield* fromFile(name, file.value)), given)
})
