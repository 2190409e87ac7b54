// The operator's: makes and rotates the secrets of an instance on AWS. `--help` tells how.
import { Effect } from "effect"
import { Aws } from "../src/Aws.ts"
import { run } from "./secrets/Command.ts"

const say = (stream: NodeJS.WriteStream, lines: ReadonlyArray<string>, code: number) =>
  Effect.sync(() => {
    stream.write(lines.map((line) => `${line}\n`).join(""))
    process.exitCode = code
  })

await Effect.runPromise(
  run(process.argv.slice(2)).pipe(
    Effect.matchEffect({
      onSuccess: (lines) => say(process.stdout, lines, 0),
      onFailure: ({ _tag, message }) => say(process.stderr, [message], _tag === "Refused" ? 4 : 1)
    }),
    Effect.provide(Aws.layer)
  )
)
