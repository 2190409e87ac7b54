import { Config, Context, Effect, Layer, Option, Schema } from "effect"

/** Where people reach this instance: what cookies, links and the rule against forged requests are bound to. */
export class Origin extends Context.Service<Origin, {
  /** without a path: `https://lumi.example.org` */
  readonly url: string
  /** also the other names of the same loopback address, which browsers take for another origin */
  readonly all: ReadonlyArray<string>
  readonly secure: boolean
}>()("@lumi/workers/http/Origin") {}

const HttpOrigin = Schema.URLFromString.check(
  Schema.makeFilter((url) =>
    /^https?:$/.test(url.protocol) && url.pathname === "/" && url.search === "" && url.hash === ""
      ? undefined
      : "must be an address without a path, like https://lumi.example.org"
  )
)

/** `LUMI_ORIGIN`: the address people type, when it is not the one that is listened on (behind a proxy). */
export const configured = Config.option(Config.schema(HttpOrigin, "LUMI_ORIGIN"))

const loopback = ["localhost", "127.0.0.1", "[::1]"]

const host = (name: string) => name.includes(":") && !name.startsWith("[") ? `[${name}]` : name

/** The origin of a server that listens on an address, unless another is configured. */
export const of = (
  listening: { readonly host: string; readonly port: number },
  configured: Option.Option<URL>
): Origin["Service"] => {
  if (Option.isSome(configured)) {
    const { origin, protocol } = configured.value
    return { url: origin, all: [origin], secure: protocol === "https:" }
  }
  const name = host(listening.host)
  const everywhere = name === "0.0.0.0" || name === "[::]"
  const names = everywhere || loopback.includes(name) ? loopback : [name]
  const all = names.map((name) => new URL(`http://${name}:${listening.port}`).origin)
  return { url: all[0]!, all, secure: false }
}

/** The origin of a program that listens nowhere itself: it has to be told. */
export const layerTold = Layer.effect(
  Origin,
  Effect.map(Config.schema(HttpOrigin, "LUMI_ORIGIN"), (url) => of({ host: "", port: 0 }, Option.some(url)))
)
