import { DeleteConnectionCommand, IoTDataPlaneClient, PublishCommand } from "@aws-sdk/client-iot-data-plane"
import { assert, layer as withLayer } from "@effect/vitest"
import { UserId } from "@lumi/core/accounts/Account"
import { DeviceId } from "@lumi/core/realtime/Topics"
import { Effect, Queue, Schema } from "effect"
import mqtt from "mqtt"
import { generateKeyPairSync, randomUUID, sign } from "node:crypto"
import { WebSocket } from "ws"
import { credentials, region } from "../emulators/Credentials.ts"
import { authorizerArn, Iot } from "../emulators/Iot.ts"
import { policyOf, scopeOf } from "../src/iot/Policy.ts"
import { rules } from "../src/iot/Rules.ts"

const keys = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" }
})

const ada = UserId.make("019845e1-682f-7b02-a706-3b2422d13aec")
const inbox = `lumi/v1/u/${ada}`

/** Bodies that the rules sent. */
const sent = Effect.runSync(Queue.unbounded<string>())
const bodies = Queue.clear(sent)

const eventOf = Schema.decodeUnknownSync(Schema.Struct({
  protocolData: Schema.Struct({ mqtt: Schema.Struct({ clientId: Schema.String }) })
}))

/** What the authorizer answers next, instead of letting everybody in. */
let answer: ((verdict: object) => object) | undefined

const invoke = (event: unknown) => {
  const { protocolData: { mqtt: { clientId: cid } } } = eventOf(event)
  const claims = { u: ada, dev: DeviceId.make(cid.slice(ada.length + 1)), rel: null, epoch: 0, cid, exp: 0 }
  const verdict = {
    isAuthenticated: true,
    principalId: "ada",
    disconnectAfterInSeconds: 300,
    refreshAfterInSeconds: 300,
    policyDocuments: [policyOf(scopeOf(authorizerArn), claims)]
  }
  return Promise.resolve(answer?.(verdict) ?? verdict)
}

// an hour of IoT is 18 seconds
const layer = Iot.layer({
  secondMillis: 5,
  authorizers: { lumi: { publicKeys: [keys.publicKey], tokenKey: "token", invoke } },
  rules: Object.values(rules).map(({ sql }) => ({
    sql,
    send: (body) => Promise.resolve(Queue.offerUnsafe(sent, body))
  }))
})

const newDevice = () => randomUUID()

/** A connection of a page, closed with the test. */
const connect = Effect.fnUntraced(function*(device: string, options: mqtt.IClientOptions = {}) {
  const { endpoint } = yield* Iot
  const query = new URLSearchParams({
    "x-amz-customauthorizer-name": "lumi",
    token: "t",
    "x-amz-customauthorizer-signature": sign("RSA-SHA256", Buffer.from("t"), keys.privateKey).toString("base64")
  })
  return yield* Effect.acquireRelease(
    Effect.tryPromise(async () => {
      const sockets: Array<WebSocket> = []
      const client = await mqtt.connectAsync(
        `${endpoint.replace("http", "ws")}/mqtt?${query}`,
        {
          clientId: `${ada}:${device}`,
          protocolVersion: 4,
          reconnectPeriod: 0,
          keepalive: 30,
          createWebsocket: (url, protocols) => {
            const socket = new WebSocket(url, protocols)
            sockets.push(socket)
            return socket
          },
          ...options
        },
        false
      )
      client.on("error", () => {})
      const closed = new Promise<void>((resolve) => client.once("close", () => resolve()))
      return { client, closed, socket: sockets[0]! }
    }),
    ({ client }) => Effect.sync(() => client.end(true))
  )
})

const closes = ({ closed }: { readonly closed: Promise<void> }) =>
  Effect.timeout(Effect.promise(() => closed), "20 seconds")

/** The next lifecycle event of a device. */
const next = (device: string, eventType: string) =>
  Effect.gen(function*() {
    while (true) {
      const event = JSON.parse(yield* Queue.take(sent)) as Record<string, unknown>
      if (event["clientId"] === `${ada}:${device}` && event["eventType"] === eventType) return event
    }
  }).pipe(Effect.timeout("20 seconds"))

const plane = Effect.map(
  Iot,
  ({ endpoint }) => new IoTDataPlaneClient({ endpoint, region, credentials, maxAttempts: 1 })
)

const will = (device: string) => ({
  topic: `lumi/v1/c/${ada}/${device}/presence`,
  payload: Buffer.from("gone"),
  qos: 1 as const,
  retain: false
})

const isReport = ({ topic }: { readonly topic?: string }) => topic?.startsWith("lumi/v1/c/") ?? false

/** The reports that the rules send from now on: the `least` that are waited for, and what comes in the moment after. */
const reports = Effect.fnUntraced(function*(least: number) {
  const all: Array<{ readonly topic?: string; readonly data?: string }> = []
  const take = Effect.map(bodies, (texts) => {
    all.push(...texts.map((text) => JSON.parse(text) as (typeof all)[number]).filter(isReport))
  })
  yield* take
  while (all.length < least) yield* Effect.andThen(Effect.sleep("10 millis"), take)
  yield* Effect.andThen(Effect.sleep("50 millis"), take)
  return all
})

withLayer(layer, { timeout: "4 minutes", excludeTestServices: true })("The emulator of IoT", (it) => {
  it.effect("ends a connection after the time the authorizer said", () =>
    Effect.gen(function*() {
      const device = newDevice()
      const started = performance.now()
      yield* closes(yield* connect(device, { keepalive: 1200 }))
      assert.isAtLeast(performance.now() - started, 1490)
      const event = yield* next(device, "disconnected")
      assert.strictEqual(event["disconnectReason"], "CUSTOMAUTH_TTL_EXPIRATION")
    }).pipe(Effect.scoped))

  it.effect("gives up a page that is silent for one and a half times what it promised", () =>
    Effect.gen(function*() {
      const device = newDevice()
      // mqtt.js would ping in real seconds, which are too late here
      const page = yield* connect(device, { keepalive: 60 })
      yield* closes(page)
      const event = yield* next(device, "disconnected")
      assert.strictEqual(event["disconnectReason"], "MQTT_KEEP_ALIVE_TIMEOUT")
    }).pipe(Effect.scoped))

  it.effect("a newer connection takes over, and events count the connections of a client", () =>
    Effect.gen(function*() {
      const device = newDevice()
      const elder = yield* connect(device)
      const first = yield* next(device, "connected")
      yield* connect(device)
      yield* closes(elder)
      const end = yield* next(device, "disconnected")
      const second = yield* next(device, "connected")
      assert.strictEqual(end["disconnectReason"], "DUPLICATE_CLIENTID")
      assert.strictEqual(end["sessionIdentifier"], first["sessionIdentifier"])
      assert.notStrictEqual(second["sessionIdentifier"], first["sessionIdentifier"])
      assert.deepStrictEqual(
        [first, end, second].map((event) => event["versionNumber"]),
        [0, 0, 1]
      )
    }).pipe(Effect.scoped))

  it.effect("says the last will of a page that vanishes, not of one whose WebSocket says goodbye", () =>
    Effect.gen(function*() {
      const [vanishing, leaving] = [newDevice(), newDevice()]
      const gone = yield* connect(vanishing, { will: will(vanishing) })
      const left = yield* connect(leaving, { will: will(leaving) })
      yield* bodies
      gone.socket.terminate()
      left.socket.close()
      yield* closes(gone)
      yield* closes(left)
      const heard = yield* reports(1)
      assert.deepStrictEqual(heard.map(({ topic }) => topic), [will(vanishing).topic])
      assert.strictEqual(Buffer.from(heard[0]?.data ?? "", "base64").toString(), "gone")
    }).pipe(Effect.scoped))

  it.effect("deletes a connection with its last will or without, once", () =>
    Effect.gen(function*() {
      const client = yield* plane
      for (const preventWillMessage of [false, true]) {
        const device = newDevice()
        const page = yield* connect(device, { will: will(device) })
        yield* bodies
        const command = new DeleteConnectionCommand({ clientId: `${ada}:${device}`, preventWillMessage })
        yield* Effect.promise(() => client.send(command))
        yield* closes(page)
        const wills = preventWillMessage ? 0 : 1
        assert.strictEqual((yield* reports(wills)).length, wills)
        const error = yield* Effect.promise(() => client.send(command).then(() => undefined, (error: Error) => error))
        assert.strictEqual(error?.name, "ResourceNotFoundException")
      }
    }).pipe(Effect.scoped))

  it.effect("publishes for functions into inboxes, and nowhere else or too much", () =>
    Effect.gen(function*() {
      const client = yield* plane
      const page = yield* connect(newDevice())
      yield* Effect.promise(() => page.client.subscribeAsync(`${inbox}/#`, { qos: 1 }))
      const heard = new Promise<string>((resolve) => page.client.once("message", (_, payload) => resolve(`${payload}`)))
      const publish = (topic: string, payload: Uint8Array) =>
        Effect.promise(() =>
          client.send(new PublishCommand({ topic, payload, qos: 1 })).then(() => "ok", (error: Error) => error.name)
        )
      assert.strictEqual(yield* publish(`${inbox}/notif`, Buffer.from("hello")), "ok")
      assert.strictEqual(yield* Effect.promise(() => heard), "hello")
      assert.strictEqual(
        yield* publish(`lumi/v1/c/${ada}/device-1/presence`, Buffer.from("x")),
        "ForbiddenException"
      )
      assert.strictEqual(
        yield* publish(`${inbox}/notif`, Buffer.alloc(128 * 1024 + 1)),
        "RequestEntityTooLargeException"
      )
      assert.strictEqual(yield* publish(`${inbox}/1/2/3/4/5`, Buffer.from("x")), "InvalidRequestException")
    }).pipe(Effect.scoped))

  it.effect("ends connections that go beyond the limits", () =>
    Effect.gen(function*() {
      const own = (device: string, more = "") => `lumi/v1/c/${ada}/${device}/typing${more}`
      const [filters, bytes, deep, twice] = [newDevice(), newDevice(), newDevice(), newDevice()]
      const subscriber = yield* connect(filters)
      subscriber.client.subscribe(Array.from({ length: 9 }, (_, n) => `${inbox}/${n}`), () => {})
      yield* closes(subscriber)
      const large = yield* connect(bytes)
      large.client.publish(own(bytes), Buffer.alloc(128 * 1024 + 1))
      yield* closes(large)
      const digger = yield* connect(deep)
      digger.client.publish(own(deep, "/7/8/9"), "x")
      yield* closes(digger)
      const insistent = yield* connect(twice)
      insistent.client.publish(own(twice), "x", { qos: 2 })
      yield* closes(insistent)
    }).pipe(Effect.scoped))

  it.effect("throws away what a page publishes beyond a hundred a second", () =>
    Effect.gen(function*() {
      const device = newDevice()
      const page = yield* connect(device)
      yield* bodies
      // all in one turn, which is one or two of these short seconds
      for (let n = 0; n < 1000; n++) page.client.publish(`lumi/v1/c/${ada}/${device}/typing`, `${n}`)
      assert.isBelow((yield* reports(1)).length, 1000)
    }).pipe(Effect.scoped))

  it.effect("refuses what IoT would not take of an authorizer, and writes it down", () =>
    Effect.gen(function*() {
      const { faults } = yield* Iot
      const wrong: ReadonlyArray<object> = [
        { principalId: "with-hyphen" },
        { disconnectAfterInSeconds: 299 },
        { refreshAfterInSeconds: 86_401 },
        { policyDocuments: Array.from({ length: 11 }, () => ({ Version: "2012-10-17", Statement: [] })) },
        {
          policyDocuments: [{
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "x".repeat(2048), Resource: "*" }]
          }]
        },
        { policyDocuments: [{ Version: "2012-10-17", Statement: [{ Effect: "Maybe", Action: "*", Resource: "*" }] }] }
      ]
      for (const [n, one] of wrong.entries()) {
        answer = (verdict) => ({ ...verdict, ...one })
        assert.isTrue(yield* Effect.isFailure(connect(newDevice())), JSON.stringify(one))
        assert.strictEqual(faults().length, n + 1)
      }
      answer = (verdict) => ({ ...verdict, isAuthenticated: false })
      assert.isTrue(yield* Effect.isFailure(connect(newDevice())))
      answer = undefined
    }).pipe(Effect.scoped))
})
