import { assert, describe, it } from "@effect/vitest"
import * as Crypto from "@lumi/core/Crypto"
import { Answer, type Message, PushService, type Target } from "@lumi/core/push/PushService"
import * as Secrets from "@lumi/core/testing/memory/Secrets"
import { ConfigProvider, Duration, Effect, Fiber, Layer, Option } from "effect"
import http from "node:http"
import type { Resolve } from "../../src/push/Transport.ts"
import { layerWith } from "../../src/push/WebPush.ts"
import * as Fake from "../../testing/PushService.ts"

const subject = "mailto:operator@example.org"

const message: Message = {
  text: JSON.stringify({ web_push: 8030, notification: { title: "Ada says", body: "Du bist mein Leuchtturm 💛" } }),
  shorter: "{}",
  ttl: Duration.minutes(90),
  topic: "a".repeat(32),
  urgency: "normal"
}

const fake = Effect.acquireRelease(Effect.promise(() => Fake.start()), ({ close }) => Effect.promise(close))

const serviceOf = (env: Record<string, string>, resolve?: Resolve) =>
  Effect.map(
    Layer.build(
      Layer.fresh(layerWith(resolve === undefined ? {} : { resolve })).pipe(
        Layer.provide(Secrets.layer.pipe(Layer.provide(Crypto.layer))),
        Layer.provide(ConfigProvider.layer(ConfigProvider.fromUnknown(env)))
      )
    ),
    (context) => Effect.provideContext(PushService, context)
  ).pipe(Effect.flatten)

/** A service of the browsers on loopback, ours that may send there, and a browser that subscribed. */
const world = Effect.gen(function*() {
  const theirs = yield* fake
  const ours = yield* serviceOf({ LUMI_PUSH_SUBJECT: subject, LUMI_PUSH_HOSTS: theirs.origin })
  const browser = theirs.subscribe(Option.getOrThrow(ours.publicKey))
  return { theirs, ours, browser }
})

const keys: Omit<Target, "endpoint"> = {
  p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
  auth: "BTBZMqHH6r4Tts7J_aSIgg"
}

const reasonOf = (answer: Answer) => "reason" in answer ? answer.reason : ""

describe("Web Push", () => {
  it.live("is understood by a push service that decrypts it and checks who signed", () =>
    Effect.gen(function*() {
      const { browser, ours, theirs } = yield* world
      assert.deepStrictEqual(ours.refuse(browser), Option.none())
      assert.deepStrictEqual(yield* ours.send(browser, message), Answer.Taken())
      assert.deepStrictEqual(yield* ours.send(browser, { ...message, urgency: "high" }), Answer.Taken())
      assert.deepStrictEqual(theirs.texts(browser.id), [message.text, message.text])
      const [seen] = theirs.seen
      assert.deepStrictEqual([seen?.ttl, seen?.topic, seen?.urgency], ["5400", message.topic, "normal"])
    }))

  it.live("is refused by one to which another key was given", () =>
    Effect.gen(function*() {
      const { ours, theirs } = yield* world
      const other = theirs.subscribe(`B${"A".repeat(86)}`)
      assert.deepStrictEqual(yield* ours.send(other, message), Answer.Refused({ reason: "answered 403" }))
    }))

  it.live("tells what each answer means", () =>
    Effect.gen(function*() {
      const { browser, ours, theirs } = yield* world
      const busy = (status: number, after: Option.Option<Duration.Duration>) =>
        Answer.NotNow({ reason: `answered ${status}`, after, works: status === 429 })
      const cases: ReadonlyArray<readonly [Fake.Mode, Answer]> = [
        [201, Answer.Taken()],
        [204, Answer.Taken()],
        [404, Answer.Gone()],
        [410, Answer.Gone()],
        [413, Answer.TooLong()],
        [400, Answer.Refused({ reason: "answered 400" })],
        [401, Answer.Refused({ reason: "answered 401" })],
        [403, Answer.Refused({ reason: "answered 403" })],
        [307, Answer.Refused({ reason: "answered 307" })],
        [429, busy(429, Option.none())],
        [{ status: 429, retryAfter: "7" }, busy(429, Option.some(Duration.seconds(7)))],
        [{ status: 429, retryAfter: "soon" }, busy(429, Option.none())],
        [{ status: 503, retryAfter: "Thu, 01 Jan 1970 00:00:00 GMT" }, busy(503, Option.some(Duration.zero))],
        [500, busy(500, Option.none())]
      ]
      for (const [mode, answer] of cases) {
        theirs.answer([mode])
        assert.deepStrictEqual(yield* ours.send(browser, message), answer)
      }
      theirs.answer([{ status: 503, retryAfter: new Date(Date.now() + 9_000).toUTCString() }])
      const dated = yield* ours.send(browser, message)
      const after = dated._tag === "NotNow" ? Option.getOrThrow(dated.after) : Duration.zero
      assert.isTrue(Duration.between(after, { minimum: Duration.seconds(5), maximum: Duration.seconds(9) }))
      // a redirect leads nowhere: nobody asked for what it named
      assert.isEmpty(theirs.seen.filter(({ subscription }) => subscription === "elsewhere"))
    }))

  it.live("is no answer where the connection dies before it, and the message came all the same", () =>
    Effect.gen(function*() {
      const { browser, ours, theirs } = yield* world
      theirs.answer(["cut", "well"])
      const cut = yield* ours.send(browser, message)
      assert.strictEqual(cut._tag, "NotNow")
      assert.isFalse(cut._tag === "NotNow" && cut.works)
      assert.deepStrictEqual(yield* ours.send(browser, message), Answer.Taken())
      // the same topic: what comes second takes the place of the first
      assert.deepStrictEqual(theirs.seen.map(({ topic }) => topic), [message.topic, message.topic])
      yield* Effect.promise(theirs.close)
      assert.strictEqual(reasonOf(yield* ours.send(browser, message)), "ECONNREFUSED")
    }))

  it.live("one that never answers is given up after seconds, and holds up nobody else", () =>
    Effect.gen(function*() {
      const { browser, ours, theirs } = yield* world
      const hung = theirs.subscribe(Option.getOrThrow(ours.publicKey))
      theirs.answer(["hang"], hung.id)
      const waiting = yield* Effect.forkChild(ours.send(hung, message))
      const others = yield* Effect.forEach(Array.from({ length: 30 }), () => ours.send(browser, message), {
        concurrency: "unbounded"
      })
      assert.isUndefined(waiting.pollUnsafe(), "the others were through while it still hung")
      assert.deepStrictEqual([...new Set(others.map(({ _tag }) => _tag))], ["Taken"])
      assert.strictEqual(reasonOf(yield* Fiber.join(waiting)), "no answer in time")
    }))

  it.live("is not sent where its text is too long to be taken", () =>
    Effect.gen(function*() {
      const { browser, ours, theirs } = yield* world
      assert.deepStrictEqual(yield* ours.send(browser, { ...message, text: "ä".repeat(2000) }), Answer.TooLong())
      assert.isEmpty(theirs.seen)
    }))

  it.live("is not sent at all without somebody whom push services can ask", () =>
    Effect.gen(function*() {
      const ours = yield* serviceOf({})
      assert.isTrue(Option.isNone(ours.publicKey))
      const answer = yield* ours.send({ ...keys, endpoint: "https://fcm.googleapis.com/x" }, message)
      assert.deepStrictEqual(answer, Answer.Refused({ reason: "LUMI_PUSH_SUBJECT is not set" }))
    }))

  it.live("goes to no address inside, whatever a name is said to lead to", () =>
    Effect.gen(function*() {
      let asked = 0
      const inside = yield* Effect.acquireRelease(
        Effect.promise(() =>
          new Promise<http.Server>((resolve) => {
            const server = http.createServer((_, response) => {
              asked++
              response.end()
            }).listen(0, "127.0.0.1", () => resolve(server))
          })
        ),
        (server) => Effect.sync(() => server.close())
      )
      assert.isTrue(inside.listening)
      for (const addresses of [["127.0.0.1"], ["::1"], ["8.8.8.8", "10.0.0.1"], ["::ffff:127.0.0.1"], []]) {
        const resolve: Resolve = (_, done) =>
          done(null, addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })))
        const ours = yield* serviceOf({ LUMI_PUSH_SUBJECT: subject }, resolve)
        const answer = yield* ours.send({ ...keys, endpoint: "https://fcm.googleapis.com/fcm/send/x" }, message)
        assert.strictEqual(reasonOf(answer), "EBLOCKED", addresses.join())
      }
      assert.strictEqual(asked, 0)
    }))

  it.live("asks for what it was given by a browser again before it sends: what is allowed may have changed", () =>
    Effect.gen(function*() {
      const { browser, theirs } = yield* world
      const strict = yield* serviceOf({ LUMI_PUSH_SUBJECT: subject })
      const answer = yield* strict.send(browser, message)
      assert.strictEqual(answer._tag, "Refused")
      assert.isEmpty(theirs.seen)
      assert.notInclude(reasonOf(answer), browser.id)
    }))

  it.live("does not start with hosts that make no sense", () =>
    Effect.gen(function*() {
      const said = String(yield* Effect.flip(serviceOf({ LUMI_PUSH_HOSTS: "http://10.0.0.1:80" })))
      assert.include(said, "LUMI_PUSH_HOSTS: http://10.0.0.1:80 is neither a host")
    }))
})
