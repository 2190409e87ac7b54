import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import fs from "node:fs"
import path from "node:path"
import zlib from "node:zlib"
import { Listener } from "../../src/http/Listener.ts"
import * as Pages from "../../src/http/Pages.ts"
import { send } from "./send.ts"
import { world } from "./world.ts"

const get = Effect.fnUntraced(function*(url: string, headers: Readonly<Record<string, string>> = {}, method = "GET") {
  const { port } = yield* Listener
  return yield* send(port, url, { method, headers })
})

const title = (text: string) => /<title>(.*)<\/title>/.exec(text)?.[1]

layer(world(), { excludeTestServices: true, timeout: "4 minutes" })("The web app's files", (it) => {
  it.effect("assets are kept for a year, pages and the worker are asked for again", () =>
    Effect.gen(function*() {
      const asset = yield* get("/assets/app-1a2b.js")
      assert.strictEqual(asset.headers["cache-control"], "public, max-age=31536000, immutable")
      assert.strictEqual(asset.headers["content-type"], "text/javascript; charset=utf-8")
      for (const url of ["/", "/home", "/sw.js", "/index.html"]) {
        assert.strictEqual((yield* get(url)).headers["cache-control"], "no-cache", url)
      }
    }))

  it.effect("are packed as the browser can unpack them, never what is packed already", () =>
    Effect.gen(function*() {
      const plain = yield* get("/assets/app-1a2b.js")
      const br = yield* get("/assets/app-1a2b.js", { "accept-encoding": "gzip, deflate, br, zstd" })
      const gzip = yield* get("/assets/app-1a2b.js", { "accept-encoding": "gzip, br;q=0" })
      assert.deepStrictEqual(
        [plain, br, gzip].map(({ headers }) => headers["content-encoding"]),
        [undefined, "br", "gzip"]
      )
      assert.isBelow(br.bytes.length, plain.bytes.length / 20)
      assert.strictEqual(zlib.brotliDecompressSync(br.bytes).toString(), plain.text)
      assert.strictEqual(zlib.gunzipSync(gzip.bytes).toString(), plain.text)
      assert.include(br.headers["vary"] as string, "accept-encoding")
      const font = yield* get("/assets/font-1a2b.woff2", { "accept-encoding": "br" })
      assert.isUndefined(font.headers["content-encoding"])
    }))

  it.effect("what the browser has already is not sent again", () =>
    Effect.gen(function*() {
      const { headers } = yield* get("/home")
      const again = yield* get("/home", { "if-none-match": `"other", ${headers.etag}` })
      assert.deepStrictEqual([again.status, again.text, again.headers.etag], [304, "", headers.etag])
      assert.strictEqual((yield* get("/home", { "if-none-match": '"other"' })).status, 200)
    }))

  it.effect("HEAD says the same without the body", () =>
    Effect.gen(function*() {
      const { headers, status, text } = yield* get("/assets/app-1a2b.js", {}, "HEAD")
      const full = yield* get("/assets/app-1a2b.js")
      assert.deepStrictEqual([status, text, headers.etag], [200, "", full.headers.etag])
      assert.strictEqual(headers["content-length"], full.headers["content-length"])
    }))

  it.effect("`/` is the landing page in one's language, and the app for whoever has a session", () =>
    Effect.gen(function*() {
      const of = (headers: Readonly<Record<string, string>>) => Effect.map(get("/", headers), ({ text }) => title(text))
      assert.strictEqual(yield* of({}), "landing")
      assert.strictEqual(yield* of({ "accept-language": "de-AT,de;q=0.9,en;q=0.8" }), "Startseite")
      assert.strictEqual(yield* of({ "accept-language": "fr, en;q=0.5, de;q=0.4" }), "landing")
      assert.strictEqual(yield* of({ cookie: "theme=dark; __Host-lumi_session=a.b" }), "app")
      assert.strictEqual(yield* of({ cookie: "lumi_session=a.b" }), "app")
      assert.include((yield* get("/")).headers["vary"] as string, "cookie")
    }))

  it.effect("pages of the app are the app; other addresses too, with 404; missing files are no page", () =>
    Effect.gen(function*() {
      for (const page of Pages.known) {
        const { status, text } = yield* get(`/${page}?next=1`)
        assert.deepStrictEqual([status, title(text)], [200, "app"], page)
      }
      const nowhere = yield* get("/no/such/page")
      assert.deepStrictEqual([nowhere.status, title(nowhere.text)], [404, "app"])
      const gone = yield* get("/assets/app-9999.js")
      assert.deepStrictEqual([gone.status, gone.headers["content-type"]], [404, "application/json"])
    }))

  it.effect("assets of the build before are still there, its pages are not", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* get("/assets/app-0000.js")).text, "// the build before")
      assert.strictEqual(title((yield* get("/index.html")).text), "app")
    }))

  it.effect("nothing outside the build is ever sent", () =>
    Effect.gen(function*() {
      const attempts = [
        "/../secret.txt",
        "/assets/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/%00",
        "/assets/%2e%2e%5c%2e%2e%5csecret.txt",
        "//etc/passwd",
        "/etc/passwd",
        "/.vite/manifest.json",
        "/%2evite/manifest.json",
        "/%"
      ]
      for (const attempt of attempts) {
        const { status, text } = yield* get(attempt)
        assert.include([400, 404], status, attempt)
        assert.notInclude(text, "outside", attempt)
        assert.notInclude(text, "root:", attempt)
      }
    }))

  it.effect("every page the app has an address for is known here", () =>
    Effect.sync(() => {
      const routes = fs.readFileSync(path.join(import.meta.dirname, "../../../web/src/routes.ts"), "utf8")
      const paths = Array.from(routes.matchAll(/path: "\/([^"/:]+)/g), ([, first]) => first ?? "")
      assert.isNotEmpty(paths)
      for (const first of paths) assert.isTrue(Pages.known.has(first), first)
    }))
})
