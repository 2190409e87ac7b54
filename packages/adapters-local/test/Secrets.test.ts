import { assert, describe, it } from "@effect/vitest"
import { Secrets } from "@lumi/core/Secrets"
import { ConfigProvider, Effect, Exit, Layer, Logger, Redacted } from "effect"
import { randomBytes } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import { isRoot } from "../src/Home.ts"
import { layer as secretsLayer } from "../src/Secrets.ts"
import { temporaryDirectory } from "../testing/Server.ts"

const given = (env: Record<string, string>) =>
  Secrets.pipe(
    Effect.provide(
      secretsLayer.pipe(Layer.provide(ConfigProvider.layer(ConfigProvider.fromUnknown(env))), Layer.fresh)
    )
  )

const refusal = (env: Record<string, string>) => Effect.map(Effect.flip(given(env)), String)

const random = (bytes = 32) => randomBytes(bytes).toString("base64url")

const home = Effect.map(temporaryDirectory, (dir) => {
  const LUMI_HOME = path.join(dir, "home")
  return { LUMI_HOME, file: path.join(LUMI_HOME, "secrets.json") }
})

const open = ({ auth, cursor, invitePepper, tickets, vapid }: Secrets["Service"]) =>
  [...auth, ...tickets].map(({ value }) => value).concat(invitePepper, cursor, vapid).map((value) =>
    Redacted.value(value)
  )

/** A home whose file holds these fields, or what `change` makes of them. */
const written = (fields: object) =>
  Effect.map(home, ({ file, LUMI_HOME }) => {
    fs.mkdirSync(LUMI_HOME, { mode: 0o700 })
    fs.writeFileSync(file, JSON.stringify(fields), { mode: 0o600 })
    return { LUMI_HOME, file }
  })

const whole = () => ({
  auth: [{ version: 1, value: random() }],
  tickets: [{ id: "1", value: random() }],
  invitePepper: random(),
  cursor: random(),
  vapid: random()
})

const steps = ["closeSync", "fsyncSync", "linkSync", "openSync", "renameSync", "rmSync", "writeSync"] as const

/** Starts with a disk that obeys until the given step and never again, as after kill -9; says whether it got that far. */
const startUntil = (LUMI_HOME: string, last: number): boolean => {
  const real = { ...fs }
  let done = 0
  for (const step of steps) {
    Object.assign(fs, {
      [step]: (...args: ReadonlyArray<unknown>) => {
        done += 1
        if (done > last) throw new Error("killed")
        return Reflect.apply(real[step], fs, args)
      }
    })
  }
  const exit = Effect.runSyncExit(given({ LUMI_HOME }))
  for (const step of steps) Object.assign(fs, { [step]: real[step] })
  return Exit.isFailure(exit)
}

describe("Secrets", () => {
  it.effect("are made once, for their owner alone, and the same at every start", () =>
    Effect.gen(function*() {
      const { file, LUMI_HOME } = yield* home
      const umask = process.umask(0)
      yield* Effect.addFinalizer(() => Effect.sync(() => process.umask(umask)))
      const first = open(yield* given({ LUMI_HOME }))
      assert.strictEqual(fs.statSync(file).mode & 0o777, 0o600)
      assert.strictEqual(fs.statSync(LUMI_HOME).mode & 0o066, 0)
      assert.deepStrictEqual(fs.readdirSync(LUMI_HOME), ["secrets.json"])
      assert.strictEqual(new Set(first).size, 5)
      assert.deepStrictEqual(open(yield* given({ LUMI_HOME })), first)
    }))

  it.effect("are the same for all who start at once", () =>
    Effect.gen(function*() {
      const { LUMI_HOME } = yield* home
      const all = yield* Effect.forEach(Array.from({ length: 8 }), () => given({ LUMI_HOME }), {
        concurrency: "unbounded"
      })
      assert.strictEqual(new Set(all.map((one) => open(one).join())).size, 1)
    }))

  it.effect("that an earlier Lumi lacks are added, and those of a later one are kept", () =>
    Effect.gen(function*() {
      const { cursor: _, ...lacking } = whole()
      const { file, LUMI_HOME } = yield* written({ ...lacking, comesLater: "kept" })
      const secrets = yield* given({ LUMI_HOME })
      const now = JSON.parse(fs.readFileSync(file, "utf8"))
      assert.deepStrictEqual({ ...now, cursor: undefined }, { ...lacking, comesLater: "kept", cursor: undefined })
      assert.strictEqual(now.cursor, Redacted.value(secrets.cursor))
      assert.strictEqual(fs.statSync(file).mode & 0o777, 0o600)
      assert.deepStrictEqual(fs.readdirSync(LUMI_HOME), ["secrets.json"])
    }))

  it.effect("are refused when others can read them", () =>
    Effect.gen(function*() {
      const { file, LUMI_HOME } = yield* written(whole())
      fs.chmodSync(file, 0o640)
      assert.include(yield* refusal({ LUMI_HOME }), `chmod 600 ${file}`)
    }))

  // only root can give a file away
  it.effect.skipIf(!isRoot())("as root: are refused when they belong to another user", () =>
    Effect.gen(function*() {
      const { file, LUMI_HOME } = yield* written(whole())
      fs.chownSync(file, 65534, 65534)
      assert.include(yield* refusal({ LUMI_HOME }), "belongs to another user")
    }))

  it.effect("are refused behind a symbolic link", () =>
    Effect.gen(function*() {
      const { file, LUMI_HOME } = yield* written(whole())
      fs.renameSync(file, `${file}.real`)
      fs.symlinkSync(`${file}.real`, file)
      assert.include(yield* refusal({ LUMI_HOME }), "symbolic link")
    }))

  it.effect("are refused when they are weak, an example or damaged, and not quoted then", () =>
    Effect.gen(function*() {
      const weak = yield* written({ ...whole(), invitePepper: "short-and-simple" })
      const said = yield* refusal(weak)
      assert.include(said, "invitePepper (LUMI_INVITE_PEPPER) is too easy to guess")
      assert.notInclude(said, "short-and-simple")
      const example = yield* written({ ...whole(), cursor: "better-auth-secret-12345678901234567890" })
      assert.include(yield* refusal(example), "is an example value")
      const half = yield* written(whole())
      fs.truncateSync(half.file, 100)
      const before = fs.readFileSync(half.file, "utf8")
      const damage = yield* refusal(half)
      assert.include(damage, "is damaged")
      assert.notInclude(damage, before.slice(30, 50))
      assert.strictEqual(fs.readFileSync(half.file, "utf8"), before)
      const none = yield* written({ ...whole(), auth: [] })
      assert.include(yield* refusal(none), "is damaged")
    }))

  it.effect("come from the environment or its files first, newest first", () =>
    Effect.gen(function*() {
      const { file, LUMI_HOME } = yield* home
      const [newer, older, pepper] = [random(), random(), random()]
      const mounted = `${LUMI_HOME}-pepper`
      fs.writeFileSync(mounted, `${pepper}\n`)
      const secrets = yield* given({
        LUMI_HOME,
        LUMI_AUTH_SECRET: `${newer},${older}`,
        LUMI_INVITE_PEPPER_FILE: mounted
      })
      assert.deepStrictEqual(secrets.auth.map(({ value, version }) => [version, Redacted.value(value)]), [
        [2, newer],
        [1, older]
      ])
      assert.strictEqual(Redacted.value(secrets.invitePepper), pepper)
      assert.include(yield* refusal({ LUMI_HOME, LUMI_CURSOR_KEY_FILE: `${file}.none` }), "LUMI_CURSOR_KEY_FILE")
    }))

  it.effect("need no home when the environment has them all", () =>
    Effect.gen(function*() {
      const { LUMI_HOME } = yield* home
      const keys = ["LUMI_AUTH_SECRET", "LUMI_TICKET_KEY", "LUMI_INVITE_PEPPER", "LUMI_CURSOR_KEY", "LUMI_VAPID_KEY"]
      const env = Object.fromEntries(keys.map((key) => [key, random()]))
      yield* given({ ...env, LUMI_HOME })
      assert.isFalse(fs.existsSync(LUMI_HOME))
      assert.include(yield* refusal({ ...env, LUMI_HOME, LUMI_CURSOR_KEY: "hunter2" }), "LUMI_CURSOR_KEY")
    }))

  it.effect("are never printed", () =>
    Effect.gen(function*() {
      const { LUMI_HOME } = yield* home
      const lines: Array<string> = []
      const logger = Logger.layer([Logger.make(({ message }) => lines.push(String(message)))])
      const secrets = yield* given({ LUMI_HOME }).pipe(Effect.provide(logger))
      const printed = `${JSON.stringify(secrets)} ${String(secrets.cursor)} ${lines.join(" ")}`
      assert.include(printed, LUMI_HOME)
      for (const value of open(secrets)) assert.notInclude(printed, value)
    }))

  it.effect("are whole wherever a first start was killed", () =>
    Effect.gen(function*() {
      let wasKilled = true
      for (let last = 0; wasKilled; last++) {
        const { file, LUMI_HOME } = yield* home
        wasKilled = startUntil(LUMI_HOME, last)
        if (fs.existsSync(file)) assert.doesNotThrow(() => JSON.parse(fs.readFileSync(file, "utf8")))
        const secrets = open(yield* given({ LUMI_HOME }))
        assert.deepStrictEqual(open(yield* given({ LUMI_HOME })), secrets)
        if (!wasKilled) assert.isAbove(last, 8)
      }
    }))

  it.effect("are whole wherever an upgrade was killed, and lose none", () =>
    Effect.gen(function*() {
      let wasKilled = true
      for (let last = 0; wasKilled; last++) {
        const { cursor: _, ...before } = whole()
        const { file, LUMI_HOME } = yield* written(before)
        wasKilled = startUntil(LUMI_HOME, last)
        assert.include(JSON.parse(fs.readFileSync(file, "utf8")), { invitePepper: before.invitePepper })
        const secrets = open(yield* given({ LUMI_HOME }))
        assert.include(secrets, before.auth[0]?.value)
        assert.deepStrictEqual(open(yield* given({ LUMI_HOME })), secrets)
        if (!wasKilled) assert.isAbove(last, 12)
      }
    }))

  it.effect("leave no copy behind when a start was killed half-way", () =>
    Effect.gen(function*() {
      const { file, LUMI_HOME } = yield* home
      fs.mkdirSync(LUMI_HOME, { mode: 0o700 })
      fs.writeFileSync(`${file}.999999999-0badcafe`, '{"auth":[{"ver', { mode: 0o600 })
      yield* given({ LUMI_HOME })
      assert.deepStrictEqual(fs.readdirSync(LUMI_HOME), ["secrets.json"])
    }))

  it.effect("cannot be kept where there is no place: the message says so", () =>
    Effect.gen(function*() {
      const dir = yield* temporaryDirectory
      fs.writeFileSync(path.join(dir, "file"), "")
      assert.include(yield* refusal({ LUMI_HOME: path.join(dir, "file") }), "set LUMI_HOME")
    }))
})
