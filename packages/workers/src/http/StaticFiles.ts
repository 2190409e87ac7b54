import { Config, Effect, Option } from "effect"
import * as HttpRouter from "effect/http/HttpRouter"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { createRequire } from "node:module"
import path from "node:path"
import * as Failures from "./Failures.ts"
import * as Files from "./Files.ts"
import * as Pages from "./Pages.ts"

/** The build of the workspace, found by its name: the program is also bundled into one place from another. */
const beside = () => path.join(path.dirname(createRequire(import.meta.url).resolve("@lumi/web/package.json")), "dist")

/** `LUMI_WEB`: where the built web app lies, when it is not in the workspace. */
const directory = Config.option(Config.NonEmptyString("LUMI_WEB")).pipe(Config.map(Option.getOrElse(beside)))

const notBuilt = HttpServerResponse.text("The web app is not built. Run: npm run build\n", { status: 404 })

const accepts = (request: HttpServerRequest, encoding: string): boolean =>
  (request.headers["accept-encoding"] ?? "").split(",").some((offer) => {
    const [name, ...rest] = offer.trim().split(";")
    return name === encoding && !rest.some((parameter) => /^\s*q=0(\.0*)?\s*$/.test(parameter))
  })

const encodingOf = (request: HttpServerRequest, file: Files.File): Files.Encoding =>
  !file.packable ? "identity" : accepts(request, "br") ? "br" : accepts(request, "gzip") ? "gzip" : "identity"

const send = Effect.fnUntraced(function*(request: HttpServerRequest, file: Files.File, url: string, status: number) {
  const etag = yield* file.etag
  const encoding = encodingOf(request, file)
  const headers = {
    etag,
    "cache-control": status === 200 ? Files.cacheControl(url) : "no-cache",
    // "/" is another page for whoever is signed in, and in another language
    vary: url === "/" ? "accept-encoding, accept-language, cookie" : "accept-encoding",
    ...(encoding === "identity" ? {} : { "content-encoding": encoding })
  }
  const known = (request.headers["if-none-match"] ?? "").split(",").some((tag) => tag.trim() === etag)
  if (known && status === 200) return HttpServerResponse.empty({ status: 304, headers })
  return HttpServerResponse.uint8Array(yield* file.as[encoding], { status, headers, contentType: file.type })
})

/** The web app: its files, its pages, and its "not found" page with the status that says so. */
export const routes = HttpRouter.use(Effect.fnUntraced(function*(router) {
  const find = yield* Files.make(yield* directory)

  yield* router.add("GET", "/*", (request) =>
    Effect.gen(function*() {
      const url = request.url.split("?", 1)[0]!
      if (url === "/api" || url === "/mqtt" || url.startsWith("/api/")) return Failures.notFound
      const page = Pages.of(url, request)
      const file = yield* find(page?.file ?? url)
      if (file !== undefined) return yield* send(request, file, url, 200)
      if (page === undefined && /\.[^/]*$/.test(url)) return Failures.notFound
      const app = yield* find("/index.html")
      return app === undefined ? notBuilt : yield* send(request, app, url, page === undefined ? 404 : 200)
    }))
}))
