import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3"
import { assert, layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { createHash, randomUUID } from "node:crypto"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { CloudFront } from "../emulators/CloudFront.ts"
import { clientsOf, credentials, region } from "../emulators/Credentials.ts"
import { objectsOf, type Site, upload } from "../infra/site.ts"
import { testS3 } from "../testing/S3.ts"

const site: Site = {
  headers: {
    "content-security-policy": "default-src 'none'; connect-src 'self' {broker}",
    "x-content-type-options": "nosniff",
    "strict-transport-security": "max-age=31536000"
  },
  types: { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".png": "image/png" },
  cacheControl: [["/assets/", "public, max-age=31536000, immutable"], ["/", "no-cache"]]
}

/** A small build of a web app. */
const build = Effect.acquireRelease(
  Effect.sync(() => {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), "lumi-site-"))
    const write = (name: string, text: string) => {
      fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
      fs.writeFileSync(path.join(root, name), text)
    }
    write("index.html", "<!doctype html><title>app</title>")
    write("landing.html", "<!doctype html><title>landing</title>")
    write("landing.de.html", "<!doctype html><title>Startseite</title>")
    write("sw.js", "// worker")
    write("icons/icon.png", "not really an image".repeat(100))
    write("assets/app-1a2b.js", `console.log(${JSON.stringify("word ".repeat(2000))})`)
    write(".vite/manifest.json", "{}")
    return root
  }),
  (root) => Effect.sync(() => fs.rmSync(root, { recursive: true, force: true }))
)

/** The edge over a bucket of its own on the emulated S3, with the build in it. */
const edge = Layer.unwrap(Effect.gen(function*() {
  const endpoint = yield* testS3
  const bucket = `site-${randomUUID()}`
  const root = yield* build
  const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true })
  yield* Effect.promise(() => s3.send(new CreateBucketCommand({ Bucket: bucket })))
  yield* Effect.promise(() => upload(s3, bucket, site, root))
  s3.destroy()
  return CloudFront.layer({ port: 0, bucket, site, broker: "ws://127.0.0.1:1883" }).pipe(
    Layer.provide(clientsOf({ s3: endpoint }))
  )
}))

const ask = (path: string, init: RequestInit = {}) =>
  Effect.gen(function*() {
    const { url } = yield* CloudFront
    const response = yield* Effect.promise(() => fetch(url + path, { redirect: "manual", ...init }))
    return { status: response.status, headers: response.headers, text: yield* Effect.promise(() => response.text()) }
  })

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex")

layer(edge, { excludeTestServices: true, timeout: "4 minutes" })("The edge (emulator)", (it) => {
  it.effect("shows people the landing page in their language, and the app once they have a session", () =>
    Effect.gen(function*() {
      const titled = (headers: Record<string, string>) => Effect.map(ask("/", { headers }), ({ text }) => text)
      assert.include(yield* titled({ "accept-language": "fr, en;q=0.8" }), "landing")
      assert.include(yield* titled({ "accept-language": "de-AT" }), "Startseite")
      assert.include(yield* titled({ "accept-language": "fr" }), "landing")
      assert.include(yield* titled({ cookie: "theme=dark; lumi_session=x" }), "app")
      assert.include(yield* titled({ cookie: "__Host-lumi_session=x", "accept-language": "de" }), "app")
    }))

  it.effect("shows the app at its pages, and with the right status where there is none", () =>
    Effect.gen(function*() {
      for (const [path, status] of [["/home", 200], ["/pair/x", 200], ["/nowhere", 404], ["/homes", 404]] as const) {
        const answer = yield* ask(path, { headers: { "x-lumi-missing": "1" } })
        assert.strictEqual(answer.status, status, path)
        assert.include(answer.text, "app", path)
        assert.strictEqual(answer.headers.get("cache-control"), "no-cache", path)
      }
      assert.strictEqual((yield* ask("/assets/old-0000.js")).status, 404)
      assert.strictEqual((yield* ask("/.vite/manifest.json")).status, 404)
    }))

  it.effect("keeps assets for a year and asks for pages each time, and packs what is text", () =>
    Effect.gen(function*() {
      const asset = yield* ask("/assets/app-1a2b.js", { headers: { "accept-encoding": "gzip, br" } })
      assert.strictEqual(asset.headers.get("cache-control"), "public, max-age=31536000, immutable")
      assert.strictEqual(asset.headers.get("content-encoding"), "br")
      assert.include(asset.text, "word word")
      assert.strictEqual((yield* ask("/sw.js")).headers.get("cache-control"), "no-cache")
      const image = yield* ask("/icons/icon.png", { headers: { "accept-encoding": "br" } })
      assert.strictEqual(image.headers.get("content-encoding"), null)
      assert.strictEqual(image.headers.get("content-type"), "image/png")
    }))

  it.effect("says when a browser already has it", () =>
    Effect.gen(function*() {
      const etag = (yield* ask("/home")).headers.get("etag") ?? ""
      const again = yield* ask("/home", { headers: { "if-none-match": etag } })
      assert.strictEqual(again.status, 304)
      assert.strictEqual((yield* ask("/home", { headers: { "if-none-match": '"other"' } })).status, 200)
    }))

  it.effect("gives every page its headers, with the address of the broker in them", () =>
    Effect.gen(function*() {
      for (const path of ["/", "/home", "/nowhere", "/assets/app-1a2b.js", "/nothing.txt"]) {
        const { headers } = yield* ask(path)
        assert.strictEqual(
          headers.get("content-security-policy"),
          "default-src 'none'; connect-src 'self' ws://127.0.0.1:1883"
        )
        assert.strictEqual(headers.get("x-content-type-options"), "nosniff")
        assert.strictEqual(headers.get("strict-transport-security"), null)
      }
    }))

  it.effect("hands the API over to its function, under the address it saw, and refuses a body without its hash", () =>
    Effect.gen(function*() {
      const edge = yield* CloudFront
      assert.strictEqual((yield* ask("/healthz")).status, 503)
      edge.attach(async (event) => ({
        statusCode: 201,
        headers: { "content-type": "application/json" },
        cookies: ["a=1; Path=/", "b=2; Path=/"],
        body: JSON.stringify(event),
        isBase64Encoded: false
      }))
      const body = JSON.stringify({ text: "grüße" })
      const post = (headers: Record<string, string>) =>
        ask("/api/affirmations/?a=1&b=%2F", {
          method: "POST",
          body,
          headers: { "content-type": "application/json", cookie: "one=1; two=2", ...headers }
        })
      assert.strictEqual((yield* post({})).status, 403)
      assert.strictEqual((yield* post({ "x-amz-content-sha256": sha256(`${body} `) })).status, 403)
      const answer = yield* post({
        "x-amz-content-sha256": sha256(body),
        "x-forwarded-for": "6.6.6.6",
        "x-lumi-viewer": "6.6.6.6"
      })
      assert.strictEqual(answer.status, 201)
      assert.deepStrictEqual(answer.headers.getSetCookie(), ["a=1; Path=/", "b=2; Path=/"])
      const event = JSON.parse(answer.text)
      assert.deepInclude(event, {
        rawPath: "/api/affirmations/",
        rawQueryString: "a=1&b=%2F",
        cookies: ["one=1", "two=2"],
        body,
        isBase64Encoded: false
      })
      assert.strictEqual(event.headers["x-lumi-viewer"], "127.0.0.1")
      assert.match(event.headers["x-forwarded-for"], /^6\.6\.6\.6, 127\.0\.0\.1$/)
      assert.match(event.headers.host, /lambda-url/)
      assert.strictEqual((yield* ask("/api/me", { method: "DELETE" })).status, 201)
      edge.attach(() => Promise.reject(new Error("crashed")))
      assert.strictEqual((yield* ask("/api/me")).status, 502)
    }))

  it.effect("lets nobody write into the bucket", () =>
    Effect.gen(function*() {
      for (const method of ["PUT", "POST", "DELETE"]) {
        assert.strictEqual((yield* ask("/index.html", { method })).status, 403)
      }
    }))

  it.effect("uploads the files that pages name before the pages, and the worker that fetches them all last", () =>
    Effect.gen(function*() {
      const keys = objectsOf(site, yield* build).map(({ key }) => key)
      assert.strictEqual(keys[0], "assets/app-1a2b.js")
      assert.strictEqual(keys.at(-1), "sw.js")
      assert.isBelow(keys.indexOf("icons/icon.png"), keys.indexOf("index.html"))
      assert.notInclude(keys, ".vite/manifest.json")
    }))
})
