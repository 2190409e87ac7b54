import * as EdgeFunction from "@lumi/adapters-aws/emulators/cloudfront/EdgeFunction"
import * as Headers from "effect/http/Headers"
import { assert, it } from "vitest"
import * as Pages from "../../src/http/Pages.ts"

const viewerRequest = EdgeFunction.load("viewer-request")

const atTheEdge = (uri: string, language: string, session: boolean) => {
  const request = {
    method: "GET",
    uri,
    querystring: {},
    headers: language === "" ? {} : { "accept-language": { value: language } },
    cookies: session ? { "__Host-lumi_session": { value: "x.y" } } : {}
  }
  const context = { eventType: "viewer-request" }
  return viewerRequest({ version: "1.0", context, viewer: { ip: "203.0.113.7" }, request }) as EdgeFunction.EdgeRequest
}

it("an address shows the same page at the edge as from our own server", () => {
  const paths = [...Pages.known].flatMap((name) => [`/${name}`, `/${name}/deeper`, `/${name}s`, `/${name}/a.b/c`])
  for (const uri of ["/", "/nowhere", "/a/b", ...paths]) {
    for (const language of ["", "de", "de-AT, en", "en-GB", "fr, de;q=0.5, en", "fr, EN", "nl"]) {
      for (const session of [false, true]) {
        const page = Pages.of(uri, {
          headers: Headers.fromInput({
            "accept-language": language,
            ...session && { cookie: "__Host-lumi_session=x.y" }
          })
        })
        const { headers: sent, uri: file } = atTheEdge(uri, language, session)
        const where = `${uri} ${language} ${session}`
        assert.strictEqual(file, page?.file ?? "/index.html", where)
        assert.strictEqual(sent["x-lumi-missing"] !== undefined, page === undefined, where)
      }
    }
  }
})

it("a file is asked for by its name", () => {
  for (const uri of ["/assets/app-1a2b.js", "/sw.js", "/index.html", "/icons/icon-192.png", "/nothing.txt"]) {
    assert.strictEqual(atTheEdge(uri, "de", true).uri, uri)
  }
})
