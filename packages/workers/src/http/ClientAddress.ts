import { Config, Effect, Option, Result, Schema, SchemaTransformation } from "effect"
import * as HttpMiddleware from "effect/http/HttpMiddleware"
import { HttpServerRequest } from "effect/http/HttpServerRequest"
import type { HttpServerResponse } from "effect/http/HttpServerResponse"
import * as IpNetwork from "effect/net/IpNetwork"
import * as NetAddress from "effect/net/NetAddress"

const network = (text: string) => {
  const whole = text.includes(":") ? 128 : 32
  return IpNetwork.fromInput(text.includes("/") ? text : `${text}/${whole}`)
}

const Networks = Schema.String.pipe(
  Schema.decodeTo(
    Schema.Array(
      Schema.NonEmptyString.check(
        Schema.makeFilter((text) =>
          Result.isSuccess(network(text)) ? undefined : "must be an address or a network, like 10.0.0.0/8"
        )
      )
    ),
    SchemaTransformation.transform<ReadonlyArray<string>, string>({
      decode: (list) => list.split(",").map((text) => text.trim()).filter((text) => text !== ""),
      encode: (networks) => networks.join(",")
    })
  )
)

type Middleware = <E, R>(
  app: Effect.Effect<HttpServerResponse, E, HttpServerRequest | R>
) => Effect.Effect<HttpServerResponse, E, HttpServerRequest | R>

/**
 * Puts the address of the browser in place of the proxy's. `LUMI_TRUSTED_PROXIES`: addresses or networks, divided by
 * commas, whose X-Forwarded-For is believed; of whoever else it is not.
 */
export const believeProxies: Config.Config<Middleware> = Config.schema(Networks, "LUMI_TRUSTED_PROXIES").pipe(
  Config.withDefault([]),
  Config.map((networks): Middleware => {
    const trustedProxies = networks.map((text) => Result.getOrThrow(network(text)))
    return trustedProxies.length === 0 ? (app) => app : HttpMiddleware.xForwardedHeaders({ trustedProxies })
  })
)

const viewer = (header: string | undefined): Option.Option<string> =>
  Result.match(NetAddress.ipFromString(header ?? ""), {
    onSuccess: (ip) => Option.some(NetAddress.formatIp(ip)),
    onFailure: () => Option.none()
  })

/**
 * Takes the address of the browser from the header in which our function at the edge tells it (`viewer-address.js`). Only
 * for a function that nobody but our distribution may invoke (its URL asks for IAM, and that distribution alone is let in):
 * the edge writes this header anew, whatever the browser sent under its name, where X-Forwarded-For begins with whatever
 * the browser likes.
 */
export const believeCloudFront: Middleware = (app) =>
  Effect.updateService(
    app,
    HttpServerRequest,
    (request) => request.modify({ remoteAddress: viewer(request.headers["x-lumi-viewer"]) })
  )

/** Where a request comes from. */
export const of = (request: Pick<HttpServerRequest, "remoteAddress">): string =>
  Option.getOrElse(request.remoteAddress, () => "unknown").replace(/^::ffff:(?=\d+\.)/, "")

/** What shares one limit: an IPv4 address, or the network that one household has of IPv6. */
export const household = (address: string): string =>
  address.includes(":")
    ? NetAddress.ipFromString(address).pipe(
      Result.flatMap((ip) => IpNetwork.fromAddress(ip, 64)),
      Result.match({ onSuccess: IpNetwork.format, onFailure: () => address })
    )
    : address
