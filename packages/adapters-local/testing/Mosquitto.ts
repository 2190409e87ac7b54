import { Context, Effect, Layer, Schedule } from "effect"
import { execFileSync, spawn, spawnSync } from "node:child_process"
import { randomBytes } from "node:crypto"
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { connect, createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"

// where Debian keeps daemons, which is not on everybody's path
const env = { ...process.env, PATH: `${process.env["PATH"]}:/usr/sbin` }

/** Why the tests that need Mosquitto cannot run, or nothing. They must run where LUMI_REQUIRE_ALL is 1. */
export const missing = spawnSync("mosquitto", ["-h"], { env }).error && process.env["LUMI_REQUIRE_ALL"] !== "1"
  ? "mosquitto is not installed"
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
  }).pipe(Effect.retry({ schedule: Schedule.spaced("20 millis"), times: 1500 }))

const home = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "lumi-mosquitto-"))),
  (directory) => Effect.sync(() => rmSync(directory, { recursive: true, force: true }))
)

/** A Mosquitto of the test's own: a free port of the loopback, one account, a throw-away folder. */
export class Mosquitto extends Context.Service<Mosquitto, {
  /** what MQTT_URL would be */
  readonly url: string
  readonly pid: number
}>()("@lumi/adapters-local/testing/Mosquitto") {
  static readonly layer = Layer.effect(
    Mosquitto,
    Effect.gen(function*() {
      const directory = yield* home
      const port = yield* freePort
      const password = randomBytes(16).toString("hex")
      const passwords = join(directory, "passwords")
      const file = join(directory, "mosquitto.conf")
      const settings = [
        `listener ${port} 127.0.0.1`,
        "allow_anonymous false",
        `password_file ${passwords}`,
        "persistence false",
        "max_keepalive 60",
        "max_packet_size 131072",
        "set_tcp_nodelay true"
      ]
      execFileSync("mosquitto_passwd", ["-b", "-c", passwords, "lumi", password])
      writeFileSync(file, settings.join("\n"))
      // started as root it becomes the user mosquitto, who has to read them
      chmodSync(directory, 0o755)
      chmodSync(passwords, 0o644)

      const broker = yield* Effect.acquireRelease(
        Effect.sync(() => spawn("mosquitto", ["-c", file], { env, stdio: "ignore" })),
        (broker) =>
          Effect.callback<void>((resume) => {
            if (broker.exitCode !== null || broker.signalCode !== null) return resume(Effect.void)
            broker.once("exit", () => resume(Effect.void))
            broker.kill()
          })
      )
      yield* Effect.orDie(answers(port))
      return { url: `mqtt://lumi:${password}@127.0.0.1:${port}`, pid: broker.pid ?? 0 }
    })
  )
}
