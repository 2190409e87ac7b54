import * as Crypto from "@lumi/core/Crypto"
import type { Ports } from "@lumi/core/Ports"
import { RateLimit } from "@lumi/core/RateLimit"
import { Memory } from "@lumi/core/testing"
import { ConfigProvider, Effect, Layer, Logger, Option, References } from "effect"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { Auth } from "../../src/accounts/Auth.ts"
import { AuthSettings } from "../../src/accounts/AuthSettings.ts"
import * as Newcomers from "../../src/accounts/Newcomers.ts"
import * as Listener from "../../src/http/Listener.ts"
import { layerTold } from "../../src/http/Origin.ts"
import * as Server from "../../src/http/Server.ts"
import * as WebServing from "../../src/http/WebServing.ts"
import * as WebPush from "../../src/push/WebPush.ts"

/** A small build of a web app in a directory of its own, with one asset of the build before. */
export const build = Effect.acquireRelease(
  Effect.sync(() => {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), "lumi-web-"))
    const write = (name: string, text: string) => {
      const file = path.join(root, name)
      fs.mkdirSync(path.dirname(file), { recursive: true })
      fs.writeFileSync(file, text)
    }
    write("dist/index.html", "<!doctype html><title>app</title>")
    write("dist/landing.html", "<!doctype html><title>landing</title>")
    write("dist/landing.de.html", "<!doctype html><title>Startseite</title>")
    write("dist/sw.js", "// worker")
    write("dist/assets/app-1a2b.js", `console.log(${JSON.stringify("word ".repeat(2000))})`)
    write("dist/assets/font-1a2b.woff2", "not really a font")
    write("dist/.vite/manifest.json", "{}")
    write("dist-previous/index.html", "<!doctype html><title>old</title>")
    write("dist-previous/assets/app-0000.js", "// the build before")
    write("secret.txt", "outside")
    return root
  }),
  (root) => Effect.sync(() => fs.rmSync(root, { recursive: true, force: true }))
)

const noLimits = Layer.succeed(
  RateLimit,
  RateLimit.of({ take: () => Effect.succeedNone, wait: () => Effect.succeedNone })
)

/** Better Auth, for whoever likes to sign up. */
const accounts = Auth.layer.pipe(
  Layer.provide(Layer.merge(
    Layer.succeed(AuthSettings, AuthSettings.of({ signUp: "open", mail: Option.none() })),
    Newcomers.layer
  ))
)

/** Web Push that knows no address of any host, so that nothing leaves this machine. */
const push = WebPush.layerWith({ resolve: (_, done) => done(null, []) })

export interface Options {
  /** the requests of a matrix are more than any person sends */
  readonly limited?: boolean
  /** where each line of the log goes */
  readonly lines?: Array<string>
  readonly environment?: Readonly<Record<string, string>>
  /** in place of Better Auth */
  readonly auth?: Layer.Layer<Auth>
}

/** The whole of HTTP on a free port, over a backend that is given, with proxies on this machine believed. */
export const worldOn = <P, E, R>(
  family: Layer.Layer<P | Ports, E, R>,
  { auth, environment = {}, limited = false, lines = [] }: Options = {}
) =>
  Layer.unwrap(Effect.map(build, (root) => {
    const capture = Logger.map(Logger.formatJson, (line) => void lines.push(line))
    return Server.layer.pipe(
      Layer.provide(limited ? Layer.empty : noLimits),
      Layer.provide([auth ?? accounts, push]),
      Layer.provideMerge(family),
      Layer.provideMerge(Crypto.layer),
      Layer.provideMerge(Listener.layer({ host: "127.0.0.1", port: 0 })),
      Layer.provide(
        ConfigProvider.layer(
          ConfigProvider.fromUnknown({
            LUMI_WEB: path.join(root, "dist"),
            LUMI_TRUSTED_PROXIES: "127.0.0.1",
            ...environment
          })
        )
      ),
      Layer.provide(Logger.layer([capture])),
      Layer.provide(Layer.succeed(References.MinimumLogLevel, "All"))
    )
  }))

/** The same over a backend in memory. */
export const world = (options: Options = {}) => worldOn(Memory.layer, options)

/** The same API as a function has it, where nothing listens. */
export const functionWorld = (origin: string, { auth, limited = false }: Pick<Options, "auth" | "limited"> = {}) =>
  WebServing.layer.pipe(
    Layer.provide(limited ? Layer.empty : noLimits),
    Layer.provide([auth ?? accounts, push]),
    Layer.provideMerge(Memory.layer),
    Layer.provideMerge(Crypto.layer),
    Layer.provideMerge(layerTold),
    Layer.provide(ConfigProvider.layer(ConfigProvider.fromUnknown({ LUMI_ORIGIN: origin })))
  )
