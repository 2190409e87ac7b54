import { assert, describe, it } from "@effect/vitest"
import { Effect, Schedule } from "effect"
import { spawn } from "node:child_process"
import { connect } from "node:net"
import { fileURLToPath } from "node:url"
import { skipped } from "../testing/Table.ts"

const program = `
  import { Effect } from "effect"
  import { Dynoxide } from ${JSON.stringify(fileURLToPath(import.meta.resolve("../emulators/Dynoxide.ts")))}
  const run = Effect.gen(function*() {
    console.log((yield* Dynoxide).endpoint)
    yield* Effect.never
  })
  Effect.runFork(Effect.provide(run, Dynoxide.layer()))
`

const listens = (port: number) =>
  Effect.callback<boolean>((resume) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy()
      resume(Effect.succeed(true))
    })
    socket.on("error", () => resume(Effect.succeed(false)))
  })

describe.skipIf(skipped !== undefined)(skipped ?? "Dynoxide", () => {
  it.live("goes with whoever started it, also when that is killed", () =>
    Effect.gen(function*() {
      const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
        stdio: ["ignore", "pipe", "inherit"]
      })
      const endpoint = yield* Effect.callback<string>((resume) => {
        child.stdout.once("data", (data) => resume(Effect.succeed(String(data).trim())))
      })
      const port = Number(new URL(endpoint).port)
      assert.isTrue(yield* listens(port))
      child.kill("SIGKILL")
      const gone = listens(port).pipe(Effect.repeat({ while: (up) => up, schedule: Schedule.spaced("20 millis") }))
      yield* Effect.timeout(gone, "10 seconds")
    }))
})
