import mqtt from "mqtt"
import { randomUUID } from "node:crypto"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { setTimeout } from "node:timers/promises"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { ask, notStartable, type Running, start } from "../testing/Program.ts"

const skipped = notStartable !== undefined && process.env["LUMI_REQUIRE_ALL"] !== "1"

interface Ticket {
  readonly url: string
  readonly clientId: string
  readonly username: string
  readonly password: string
  readonly filters: ReadonlyArray<string>
}

/** A page on the broker, and what it was told. */
const page = async (url: string, cookie: string) => {
  const device = randomUUID().replaceAll("-", "").slice(0, 16)
  const { json } = await ask(url, "POST", "/api/realtime/ticket", { body: { device }, cookie })
  const ticket = json as Ticket
  const client = await mqtt.connectAsync(ticket.url, {
    clientId: ticket.clientId,
    username: ticket.username,
    password: ticket.password,
    protocolVersion: 4,
    reconnectPeriod: 0
  })
  const told: Array<string> = []
  client.on("message", (_, payload) => told.push(payload.toString()))
  await client.subscribeAsync(ticket.filters[0]!, { qos: 1 })
  return { client, told }
}

const until = async (met: () => boolean, what: string) => {
  for (let n = 0; n < 600 && !met(); n++) await setTimeout(50)
  assert.isTrue(met(), what)
}

/** Whether a process lives that was started on a home: nothing of it may stay. */
const leftOvers = (home: string) => {
  const file = path.join(home, "aws", "pid")
  return existsSync(file) ? Number(readFileSync(file, "utf8")) : undefined
}

describe.skipIf(skipped)(notStartable ?? "The whole system on AWS adapters (emulator)", () => {
  const home = mkdtempSync(path.join(tmpdir(), "lumi-start-"))
  let lumi: Running
  const asked: typeof ask = (_, ...rest) => ask(lumi.url, ...rest)
  const signUp = async (name: string) => {
    const body = { email: `${name}@lumi.test`, password: "grey canals at noon", name }
    const { cookie, status } = await asked("", "POST", "/api/auth/sign-up/email", { body })
    assert.strictEqual(status, 200)
    return cookie
  }

  beforeAll(async () => {
    lumi = await start(home)
  })
  afterAll(async () => {
    lumi?.child.kill("SIGTERM")
    await lumi?.ended
    rmSync(home, { recursive: true, force: true })
  })

  let ada = ""
  let ben = ""

  it("lets two become a couple, and tells their open pages by the stream and by IoT", async () => {
    ada = await signUp("ada")
    ben = await signUp("ben")
    const { client, told } = await page(lumi.url, ada)
    const invite = (await asked("", "POST", "/api/invites/", { body: {}, cookie: ada })).json as {
      readonly id: string
      readonly code: string
    }
    await asked("", "POST", "/api/invites/claim", { body: { secret: invite.code }, cookie: ben })
    const accepted = await asked("", "POST", `/api/invites/${invite.id}/accept`, { body: {}, cookie: ada })
    assert.strictEqual(accepted.status, 204)
    await until(() => told.some((text) => text.includes("relationship")), "the page is told of the relationship")
    await until(() => !client.connected, "what was let in before is closed")
    const me = (await asked("", "GET", "/api/me", { cookie: ben })).json as { readonly relationship: unknown }
    assert.isNotNull(me.relationship)
  })

  it("refuses a body without its hash, and a page of another site", async () => {
    const response = await fetch(`${lumi.url}/api/invites/`, {
      method: "POST",
      body: "{}",
      headers: { cookie: ada, origin: lumi.url, "content-type": "application/json" }
    })
    assert.strictEqual(response.status, 403)
    const foreign = await fetch(`${lumi.url}/api/me`, { method: "DELETE", headers: { "sec-fetch-site": "cross-site" } })
    assert.deepInclude(await foreign.json(), { _tag: "Foreign" })
  })

  it("serves the web app with a policy that names its broker", async () => {
    const { headers } = await fetch(`${lumi.url}/home`)
    const env = JSON.parse(readFileSync(path.join(home, "aws", "env.json"), "utf8")) as Record<string, string>
    const broker = (env["LUMI_IOT_ENDPOINT"] ?? "").replace(/^http/, "ws")
    assert.include(headers.get("content-security-policy") ?? "", `connect-src 'self' ${broker};`)
    assert.strictEqual(env["LUMI_ORIGIN"], lumi.url)
  })

  it("keeps everybody when it is stopped in order, and when it is killed", async () => {
    lumi.child.kill("SIGTERM")
    assert.strictEqual(await lumi.ended, 0)
    assert.isUndefined(leftOvers(home))
    for (const signal of ["SIGKILL", undefined] as const) {
      lumi = await start(home)
      const me = (await asked("", "GET", "/api/me", { cookie: ada })).json as { readonly relationship: unknown }
      assert.isNotNull(me.relationship)
      if (signal === undefined) continue
      lumi.child.kill(signal)
      await lumi.ended
    }
  })
})
