import { promisify } from "node:util"
import zlib from "node:zlib"
import * as EdgeFunction from "./EdgeFunction.ts"
import { type Asked, type Told, told } from "./Exchange.ts"

/** An object of the bucket. */
export interface Stored {
  readonly body: Buffer
  readonly type: string
  readonly cacheControl: string
  readonly etag: string
}

/** Where the web app lies. */
export type Bucket = (key: string) => Promise<Stored | undefined>

const pack = { br: promisify(zlib.brotliCompress), gzip: promisify(zlib.gzip) }

/** CloudFront compresses what is text and between 1,000 and 10,000,000 bytes; br before gzip. */
const encodingFor = (asked: Asked, { body, type }: Stored): "br" | "gzip" | undefined => {
  if (body.length < 1000 || body.length > 10_000_000 || !/^text\/|json|javascript|svg/.test(type)) return undefined
  const offers = (asked.headers["accept-encoding"] ?? "").split(",").map((offer) => offer.trim().split(";")[0])
  return offers.includes("br") ? "br" : offers.includes("gzip") ? "gzip" : undefined
}

const missing = told(
  404,
  "application/xml",
  '<?xml version="1.0" encoding="UTF-8"?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>'
)

/** The web app from the bucket: the functions of the stack, its headers for pages, compression and conditional requests. */
export const make = (bucket: Bucket, headers: Readonly<Record<string, string>>) => {
  const viewerRequest = EdgeFunction.load("viewer-request")
  const viewerResponse = EdgeFunction.load("viewer-response")
  const packed = new Map<string, Promise<Buffer>>()

  const bodyAs = (encoding: "br" | "gzip" | undefined, { body, etag }: Stored): Promise<Buffer> => {
    if (encoding === undefined) return Promise.resolve(body)
    const key = `${encoding} ${etag}`
    const known = packed.get(key) ?? pack[encoding](body)
    packed.set(key, known)
    return known
  }

  const fromBucket = async (asked: Asked, key: string): Promise<Told> => {
    const stored = await bucket(key)
    if (stored === undefined) return missing
    const encoding = encodingFor(asked, stored)
    const etag = encoding === undefined ? stored.etag : `W/${stored.etag}`
    const about = {
      "cache-control": stored.cacheControl,
      etag,
      ...(encoding === undefined ? {} : { "content-encoding": encoding, vary: "Accept-Encoding" })
    }
    const known = (asked.headers["if-none-match"] ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""))
    if (known.includes(stored.etag)) return { status: 304, headers: about, body: Buffer.alloc(0) }
    return { status: 200, headers: { ...about, "content-type": stored.type }, body: await bodyAs(encoding, stored) }
  }

  return async (asked: Asked): Promise<Told> => {
    if (asked.method !== "GET" && asked.method !== "HEAD") {
      return told(403, "text/html", "This distribution is not configured to allow the HTTP request method.")
    }
    const request = viewerRequest(EdgeFunction.eventOf(asked, "viewer-request")) as EdgeFunction.EdgeRequest
    const answer = await fromBucket(asked, request.uri.slice(1))
    const plain = Object.entries(answer.headers).filter((pair): pair is [string, string] => typeof pair[1] === "string")
    // functions on the way out are not run when the bucket has refused
    const response = answer.status >= 400
      ? { statusCode: answer.status, headers: EdgeFunction.valuesOf(plain) }
      : viewerResponse({
        ...EdgeFunction.eventOf(asked, "viewer-response"),
        request,
        response: { statusCode: answer.status, headers: EdgeFunction.valuesOf(plain) }
      }) as EdgeFunction.EdgeResponse
    return {
      status: response.statusCode,
      headers: {
        ...Object.fromEntries(Object.entries(response.headers).map(([name, { value }]) => [name, value])),
        ...headers
      },
      body: answer.body
    }
  }
}
