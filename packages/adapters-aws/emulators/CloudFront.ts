import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3"
import { Context, Effect, Layer } from "effect"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { headersOf, type Site } from "../infra/site.ts"
import { Aws } from "../src/Aws.ts"
import * as Api from "./cloudfront/Api.ts"
import { type Asked, type Told, told } from "./cloudfront/Exchange.ts"
import * as Pages from "./cloudfront/Pages.ts"
import * as Loopback from "./Loopback.ts"

export interface Options {
  /** 0 takes any that is free */
  readonly port: number
  readonly bucket: string
  readonly site: Site
  /** where pages keep a connection */
  readonly broker: string
}

/** What the function answers; all else is the web app. The same list as in the stack. */
const isApi = (path: string) => path.startsWith("/api/") || path === "/healthz" || path === "/readyz"

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const askedOf = async (request: IncomingMessage): Promise<Asked> => {
  const [path = "/", ...query] = (request.url ?? "/").split("?")
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value].flat().join(", ")] as const]
  )
  const { remoteAddress = "127.0.0.1", remotePort = 0 } = request.socket
  return {
    method: request.method ?? "GET",
    path,
    query: query.join("?"),
    headers: Object.fromEntries(headers),
    body: await bodyOf(request),
    viewer: `${remoteAddress.replace(/^::ffff:/, "")}:${remotePort}`
  }
}

const send = ({ method }: IncomingMessage, response: ServerResponse, { body, headers, status }: Told) => {
  for (const [name, value] of Object.entries(headers)) {
    response.setHeader(name, typeof value === "string" ? value : [...value])
  }
  response.writeHead(status)
  response.end(method === "HEAD" || status === 304 ? undefined : body)
}

const bucketOf = (s3: S3Client, bucket: string): Pages.Bucket => async (key) => {
  try {
    const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
    const body = Buffer.from(await object.Body?.transformToByteArray() ?? [])
    return {
      body,
      type: object.ContentType ?? "application/octet-stream",
      cacheControl: object.CacheControl ?? "no-cache",
      etag: object.ETag ?? ""
    }
  } catch (error) {
    if (error instanceof Error && error.name === "NoSuchKey") return undefined
    throw error
  }
}

/** The edge on one port of the loopback: the web app from its bucket, the API from a function that is handed over later. */
export class CloudFront extends Context.Service<CloudFront, {
  readonly url: string
  /** Answers the API by this function from now on; until then it answers 503. */
  readonly attach: (invoke: Api.Invoke) => void
  /** Takes no new connection and waits for what is under way. */
  readonly drain: Effect.Effect<void>
}>()("@lumi/adapters-aws/emulators/CloudFront") {
  static readonly layer = (options: Options): Layer.Layer<CloudFront, Error, Aws> =>
    Layer.effect(
      CloudFront,
      Effect.gen(function*() {
        const { configOf } = yield* Aws
        const s3 = yield* Effect.acquireRelease(
          Effect.sync(() => new S3Client({ ...configOf("s3"), forcePathStyle: true })),
          (s3) => Effect.sync(() => s3.destroy())
        )
        const headers = headersOf(options.site, { broker: options.broker, secure: false })
        const pages = Pages.make(bucketOf(s3, options.bucket), headers)
        let api = (_: Asked) => Promise.resolve(told(503, "text/plain", "starting\n", { "retry-after": "1" }))

        const server = createServer({ keepAliveTimeout: 65_000, noDelay: true }, (request, response) => {
          askedOf(request).then((asked) => isApi(asked.path) ? api(asked) : pages(asked)).then(
            (answer) => send(request, response, answer),
            (error: unknown) => send(request, response, told(500, "text/plain", `the edge failed: ${String(error)}\n`))
          )
        })
        const close = Effect.callback<void>((resume) => {
          if (!server.listening) return resume(Effect.void)
          server.close(() => resume(Effect.void))
          server.closeIdleConnections()
        })
        return CloudFront.of({
          url: yield* Loopback.serve(server, options.port),
          attach: (invoke) => {
            api = Api.make(invoke)
          },
          drain: close.pipe(Effect.timeoutOption("15 seconds"), Effect.asVoid)
        })
      })
    )
}
