import { Context, Effect, Layer, Schedule } from "effect"
import { spawn, spawnSync } from "node:child_process"
import { createRequire } from "node:module"
import { connect, createServer } from "node:net"

const packaged = () => {
  try {
    return createRequire(import.meta.url).resolve(`@dynoxide/${process.platform}-${process.arch}/dynoxide`)
  } catch {
    return undefined
  }
}

const onPath = () => spawnSync("dynoxide", ["--version"]).error === undefined ? "dynoxide" : undefined

/** The program: the one of `DYNOXIDE_BIN`, the one that npm installed for this platform, or the one on the path. */
export const binary = process.env["DYNOXIDE_BIN"] ?? packaged() ?? onPath()

/** Why there can be no DynamoDB emulator here, or nothing. */
export const missing = binary === undefined
  ? `there is no dynoxide for ${process.platform}-${process.arch}: set DYNOXIDE_BIN to one`
  : undefined

const freePort = Effect.callback<number>((resume) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const address = probe.address()
    probe.close(() => resume(Effect.succeed(address !== null && typeof address === "object" ? address.port : 0)))
  })
})

const answers = (port: number) =>
  Effect.callback<void, "refused">((resume) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy()
      resume(Effect.void)
    })
    socket.on("error", () => resume(Effect.fail("refused")))
  }).pipe(Effect.retry({ schedule: Schedule.spaced("20 millis"), times: 500 }), Effect.orDie)

/** It goes with whoever started it, also when that is killed: then the pipe ends on which the shell waits. */
const guarded = `"$0" "$@" & child=$!; read -r _; kill $child; wait $child`

export interface Options {
  readonly port?: number
  /** a file that outlives the emulator; without one everything is in memory */
  readonly file?: string
}

/** DynamoDB and its streams on the loopback, for tests and for the whole system on one machine. */
export class Dynoxide extends Context.Service<Dynoxide, {
  readonly endpoint: string
}>()("@lumi/adapters-aws/emulators/Dynoxide") {
  static readonly layer = ({ file, port }: Options = {}) =>
    Layer.effect(
      Dynoxide,
      Effect.gen(function*() {
        if (binary === undefined) return yield* Effect.die(new Error(missing))
        const chosen = port ?? (yield* freePort)
        const args = ["serve", "--host", "127.0.0.1", "--port", String(chosen), ...(file ? ["--db-path", file] : [])]
        yield* Effect.acquireRelease(
          Effect.sync(() => spawn("sh", ["-c", guarded, binary!, ...args], { stdio: ["pipe", "ignore", "ignore"] })),
          (shell) =>
            Effect.callback<void>((resume) => {
              if (shell.exitCode !== null || shell.signalCode !== null) return resume(Effect.void)
              shell.once("exit", () => resume(Effect.void))
              shell.stdin.end()
            })
        )
        yield* answers(chosen)
        return Dynoxide.of({ endpoint: `http://127.0.0.1:${chosen}` })
      })
    )
}
