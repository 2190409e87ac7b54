import { assert, describe, it } from "@effect/vitest"
import { Effect, Schedule } from "effect"
import { execFileSync, spawn, spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { connect, createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"

const isRequired = process.env["LUMI_REQUIRE_ALL"] === "1"
const without = ["redis-server", "openssl"].filter((program) => spawnSync(program, ["--version"]).error)
const missing = without.length > 0 && !isRequired ? `${without.join(" and ")} not installed` : undefined

const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "lumi-tls-"))),
  (directory) => Effect.sync(() => rmSync(directory, { recursive: true, force: true }))
)

const freePort = Effect.callback<number>((resume) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const address = probe.address()
    probe.close(() => resume(Effect.succeed(address !== null && typeof address === "object" ? address.port : 0)))
  })
})

const listening = (port: number) =>
  Effect.callback<void, "refused">((resume) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy()
      resume(Effect.void)
    })
    socket.on("error", () => resume(Effect.fail("refused")))
  }).pipe(Effect.retry({ schedule: Schedule.spaced("20 millis"), times: 1500 }))

/** A Redis that speaks TLS alone, and the certificate it is known by. */
const redis = Effect.gen(function*() {
  const directory = yield* folder
  const [certificate, key] = [join(directory, "cert.pem"), join(directory, "key.pem")]
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
  const made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-keyout", key, "-out", certificate]
  execFileSync("openssl", [...made, ...subject], { stdio: "ignore" })
  const port = yield* freePort
  const files = ["--tls-cert-file", certificate, "--tls-key-file", key, "--tls-ca-cert-file", certificate]
  const settings = ["--port", "0", "--tls-port", String(port), "--tls-auth-clients", "no", "--bind", "127.0.0.1"]
  yield* Effect.acquireRelease(
    Effect.sync(() =>
      spawn("redis-server", [...settings, ...files, "--save", ""], { cwd: directory, stdio: "ignore" })
    ),
    (child) =>
      Effect.callback<void>((resume) => {
        child.once("exit", () => resume(Effect.void))
        child.kill()
      })
  )
  yield* listening(port)
  return { certificate, url: `rediss://127.0.0.1:${port}` }
})

/** What a process of its own says, which trusts this certificate or none but those that everybody trusts. */
const asked = (url: string, certificate?: string) =>
  Effect.callback<string>((resume) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, "RateLimitTls.program.ts"), url], {
      env: { ...process.env, ...(certificate === undefined ? {} : { NODE_EXTRA_CA_CERTS: certificate }) },
      stdio: ["ignore", "pipe", "pipe"]
    })
    let said = ""
    const hear = (data: Buffer) => {
      said += String(data)
      if (!said.includes("certificate")) return
      // the client would go on trying
      child.kill()
      resume(Effect.succeed("not trusted"))
    }
    child.stdout.on("data", hear)
    child.stderr.on("data", hear)
    child.once("exit", () => resume(Effect.succeed(said)))
    return Effect.sync(() => child.kill())
  })

describe.skipIf(missing !== undefined)(missing ?? "RateLimit over TLS", () => {
  it.live("a Redis whose certificate is trusted is asked, and another is not", () =>
    Effect.gen(function*() {
      const { certificate, url } = yield* redis
      assert.strictEqual(yield* asked(url, certificate), "taken")
      assert.strictEqual(yield* asked(url, certificate), "refused")
      assert.strictEqual(yield* asked(url), "not trusted")
    }))
})
