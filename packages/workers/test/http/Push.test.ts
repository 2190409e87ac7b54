import { assert, layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { createECDH } from "node:crypto"
import * as Fake from "../../testing/PushService.ts"
import { couple, type Person, signUp } from "./people.ts"
import { type Options, world } from "./world.ts"

const subject = "mailto:operator@example.org"

const keys = () => {
  const pair = createECDH("prime256v1")
  pair.generateKeys()
  return { p256dh: pair.getPublicKey("base64url"), auth: "BTBZMqHH6r4Tts7J_aSIgg" }
}
const browser = (endpoint: string, name = "Firefox, Android") => ({ endpoint, keys: keys(), name })
const real = (n: number | string) => `https://fcm.googleapis.com/fcm/send/${n}`

interface Device {
  readonly id: string
  readonly name: string
  readonly acceptedAt: string | null
  readonly error: string | null
}

const devices = (person: Person) =>
  Effect.map(
    person.ask("GET", "/api/push/devices"),
    ({ json }) => (json as { readonly items: ReadonlyArray<Device> }).items
  )

const configured: Options = { environment: { LUMI_PUSH_SUBJECT: subject } }

layer(world(configured), { excludeTestServices: true, timeout: "4 minutes" })("Browsers that are to be told", (it) => {
  it.effect("subscribe with our key, are listed without their address and keys, renamed and given up", () =>
    Effect.gen(function*() {
      const ada = yield* signUp("Ada")
      const { key } = (yield* ada.ask("GET", "/api/push/key")).json as { readonly key: string }
      assert.strictEqual(Buffer.from(key, "base64url").length, 65)
      const mine = browser(real("ada"))
      const { json, status } = yield* ada.ask("POST", "/api/push/devices", mine)
      assert.strictEqual(status, 200)
      const { id } = json as Device
      const { text } = yield* ada.ask("GET", "/api/push/devices")
      for (const secret of [mine.endpoint, mine.keys.p256dh, mine.keys.auth]) assert.notInclude(text, secret)
      assert.deepStrictEqual((yield* devices(ada)).map((one) => [one.id, one.name, one.acceptedAt]), [[
        id,
        mine.name,
        null
      ]])
      // each time the app is opened it says so again
      const again = yield* ada.ask("POST", "/api/push/devices", { ...mine, ...browser(mine.endpoint, "another name") })
      assert.deepStrictEqual((again.json as Device).id, id)
      yield* ada.ask("PATCH", `/api/push/devices/${id}`, { name: "Kitchen" })
      assert.deepStrictEqual((yield* devices(ada)).map(({ name }) => name), ["Kitchen"])
      assert.strictEqual((yield* ada.ask("DELETE", `/api/push/devices/${id}`)).status, 204)
      assert.deepStrictEqual(yield* devices(ada), [])
    }))

  it.effect("are nobody else's: neither to take over, nor to rename, test or remove", () =>
    Effect.gen(function*() {
      const [ada, ben] = yield* couple("Ada", "Ben")
      const mine = browser(real("shared"))
      const { id } = (yield* ada.ask("POST", "/api/push/devices", mine)).json as Device
      const taken = yield* ben.ask("POST", "/api/push/devices", mine)
      assert.deepStrictEqual([taken.status, (taken.json as { readonly _tag: string })._tag], [409, "PushEndpointTaken"])
      assert.strictEqual((yield* ben.ask("PATCH", `/api/push/devices/${id}`, { name: "mine" })).status, 404)
      assert.strictEqual((yield* ben.ask("POST", `/api/push/devices/${id}/test`, {})).status, 404)
      assert.strictEqual((yield* ben.ask("DELETE", `/api/push/devices/${id}`)).status, 204)
      assert.deepStrictEqual(yield* devices(ben), [])
      assert.lengthOf(yield* devices(ada), 1)
    }))

  it.effect("are refused with the field that is wrong: no push service, no point of the curve, no 16 bytes", () =>
    Effect.gen(function*() {
      const ada = yield* signUp("Ada")
      const good = browser(real("good"))
      const off = Buffer.from(good.keys.p256dh, "base64url")
      off[64] = off[64]! ^ 1
      const wrong = [
        [{ ...good, endpoint: "https://169.254.169.254/latest/meta-data" }, "endpoint"],
        [{ ...good, endpoint: "http://fcm.googleapis.com/x" }, "endpoint"],
        [{ ...good, endpoint: `${real("x")}${"x".repeat(1024)}` }, "endpoint"],
        [{ ...good, keys: { ...good.keys, p256dh: off.toString("base64url") } }, "keys.p256dh"],
        [{ ...good, keys: { ...good.keys, p256dh: "AAAA" } }, "keys.p256dh"],
        [{ ...good, keys: { ...good.keys, auth: "AAAA" } }, "keys.auth"],
        [{ ...good, name: "" }, "name"]
      ] as const
      for (const [body, field] of wrong) {
        const { json, status } = yield* ada.ask("POST", "/api/push/devices", body)
        assert.strictEqual(status, 400, field)
        const { problems } = json as { readonly problems: ReadonlyArray<{ readonly field: string }> }
        assert.deepStrictEqual(problems.map((one) => one.field), [field])
      }
      assert.deepStrictEqual(yield* devices(ada), [])
    }))

  it.effect("are ten at most: an eleventh takes the place of the oldest", () =>
    Effect.gen(function*() {
      const ada = yield* signUp("Ada")
      for (let n = 0; n < 11; n++) {
        yield* ada.ask("POST", "/api/push/devices", browser(real(`ten-${n}`), `device ${n}`))
      }
      const names = (yield* devices(ada)).map(({ name }) => name)
      assert.deepStrictEqual(names, Array.from({ length: 10 }, (_, n) => `device ${n + 1}`))
    }))
})

layer(world(), { excludeTestServices: true, timeout: "4 minutes" })("Without a subject", (it) => {
  it.effect("there is no key to subscribe with", () =>
    Effect.gen(function*() {
      const ada = yield* signUp("Ada")
      assert.deepStrictEqual((yield* ada.ask("GET", "/api/push/key")).json, { key: null })
    }))
})

layer(world({ ...configured, limited: true }), { excludeTestServices: true, timeout: "4 minutes" })(
  "Too many tests",
  (it) => {
    it.effect("are refused with the time to wait, and so are too many subscriptions", () =>
      Effect.gen(function*() {
        const ada = yield* signUp("Ada")
        const { id } = (yield* ada.ask("POST", "/api/push/devices", browser(real("limited")))).json as Device
        const tests = yield* Effect.forEach(
          Array.from({ length: 11 }),
          () => ada.ask("POST", `/api/push/devices/${id}/test`, {})
        )
        assert.deepStrictEqual(tests.map(({ status }) => status), [...Array.from({ length: 10 }, () => 200), 429])
        assert.isAbove(Number(tests.at(-1)?.headers["retry-after"]), 0)
        const statuses = new Set<number>()
        for (let n = 0; n < 60; n++) {
          statuses.add((yield* ada.ask("POST", "/api/push/devices", browser(real("again")))).status)
        }
        assert.deepStrictEqual([...statuses], [200, 429])
      }))
  }
)

/** Push services of the browsers on this machine, which the operator of the world has allowed. */
const fake = await Fake.start()
const close = Layer.effectDiscard(Effect.addFinalizer(() => Effect.promise(fake.close)))
const tested = world({ environment: { LUMI_PUSH_SUBJECT: subject, LUMI_PUSH_HOSTS: fake.origin } })

layer(Layer.merge(tested, close), { excludeTestServices: true, timeout: "4 minutes" })("A test", (it) => {
  it.effect("tells at once what a browser's push service said, and its row says so from then on", () =>
    Effect.gen(function*() {
      const ada = yield* signUp("Ada")
      const { key } = (yield* ada.ask("GET", "/api/push/key")).json as { readonly key: string }
      const { auth, endpoint, id: subscription, p256dh } = fake.subscribe(key)
      const subscribed = yield* ada.ask("POST", "/api/push/devices", {
        endpoint,
        keys: { p256dh, auth },
        name: "Phone"
      })
      const { id } = subscribed.json as Device
      const test = Effect.map(ada.ask("POST", `/api/push/devices/${id}/test`, {}), ({ json }) => {
        const { device, outcome } = json as { readonly outcome: string; readonly device: Device | null }
        return [outcome, device === null ? "no device" : device.error] as const
      })
      assert.deepStrictEqual(yield* test, ["taken", null])
      assert.isNotNull((yield* devices(ada))[0]?.acceptedAt)
      const { notification } = JSON.parse(fake.texts(subscription)[0] ?? "{}")
      assert.include(notification, { title: "Lumi reaches you here", tag: "test" })
      for (
        const [mode, expected] of [
          [503, ["later", "answered 503"]],
          [403, ["refused", "answered 403"]],
          ["well", ["taken", null]],
          [410, ["gone", "no device"]]
        ] as const
      ) {
        fake.answer([mode])
        assert.deepStrictEqual(yield* test, expected)
      }
      assert.deepStrictEqual(yield* devices(ada), [])
      assert.strictEqual((yield* ada.ask("POST", `/api/push/devices/${id}/test`, {})).status, 404)
    }))
})
