import { Context, Effect, Layer } from "effect"
import { createServer, type IncomingMessage, request as forward, type ServerResponse } from "node:http"
import { credentials } from "./Credentials.ts"
import { Fauxqs } from "./Fauxqs.ts"
import * as Loopback from "./Loopback.ts"
import { type Asked, decode, Denied, sha256, verify } from "./s3/Signature.ts"

const secretOf = (accessKey: string) => accessKey === credentials.accessKeyId ? credentials.secretAccessKey : undefined

const decoded = (text: string) => decode(text.replaceAll("+", "%20"))

const queryOf = (query: string): Asked["query"] =>
  query.split("&").filter((pair) => pair !== "").map((pair) => {
    const at = pair.indexOf("=")
    return at < 0 ? [decoded(pair), ""] : [decoded(pair.slice(0, at)), decoded(pair.slice(at + 1))]
  })

const askedOf = ({ headers, method = "GET", url = "/" }: IncomingMessage): Asked => {
  const at = url.indexOf("?")
  return {
    method,
    path: at < 0 ? url : url.slice(0, at),
    query: at < 0 ? [] : queryOf(url.slice(at + 1)),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(",")]))
  }
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

/** The body that was signed; parts of a body that are signed one by one are more than Lumi sends. */
const checked = (body: Buffer, payload: string) => {
  if (payload.startsWith("STREAMING-")) throw new Denied("NotImplemented", `${payload} is not emulated.`, 501)
  if (payload !== "UNSIGNED-PAYLOAD" && payload !== sha256(body)) {
    throw new Denied(
      "XAmzContentSHA256Mismatch",
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
      400
    )
  }
}

/** What only concerns the gate: the query parameters of a signature mean something else to who does not check them. */
const isOfSignature = ([name]: Asked["query"][number]) =>
  /^X-Amz-(Algorithm|Credential|Date|Expires|SignedHeaders|Signature|Content-Sha256)$/i.test(name)

const passOn = (upstream: string, asked: Asked, body: Buffer, response: ServerResponse) => {
  const { authorization: _, expect: __, host: ___, "transfer-encoding": ____, ...headers } = asked.headers
  const query = asked.query.filter((pair) => !isOfSignature(pair)).map((pair) => pair.map(encodeURIComponent).join("="))
  const path = query.length === 0 ? asked.path : `${asked.path}?${query.join("&")}`
  const onward = forward(`${upstream}${path}`, {
    method: asked.method,
    headers: { ...headers, "content-length": String(body.length) }
  }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  onward.on("error", () => refuse(response, asked.method, new Denied("InternalError", "S3 does not answer.", 500)))
  onward.end(body)
}

const refuse = (response: ServerResponse, method: string, { code, message, status }: Denied) => {
  if (response.headersSent) return response.destroy()
  const text = message.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
  response.writeHead(status, { "content-type": "application/xml" })
  response.end(
    method === "HEAD"
      ? undefined
      : `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${text}</Message></Error>`
  )
}

const answer = async (upstream: string, request: IncomingMessage, response: ServerResponse) => {
  const asked = askedOf(request)
  const body = await bodyOf(request)
  checked(body, verify(asked, secretOf, Date.now()))
  passOn(upstream, asked, body, response)
}

/** S3 that looks at signatures, as the real one does, before an emulator that does not. */
export class S3Gate extends Context.Service<S3Gate, {
  readonly endpoint: string
}>()("@lumi/adapters-aws/emulators/S3Gate") {
  /** Before what answers at `upstream`. */
  static readonly layerOf = (upstream: string, { port = 0 }: { readonly port?: number } = {}) =>
    Layer.effect(
      S3Gate,
      Effect.gen(function*() {
        const server = createServer((request, response) => {
          answer(upstream, request, response).catch((error: unknown) => {
            const denied = error instanceof Denied ? error : new Denied("InternalError", "The gate failed.", 500)
            refuse(response, request.method ?? "GET", denied)
          })
        })
        return S3Gate.of({ endpoint: yield* Loopback.serve(server, port) })
      })
    )

  /** Before fauxqs. */
  static readonly layer = (options: { readonly port?: number } = {}) =>
    Layer.unwrap(Effect.map(Fauxqs, ({ endpoint }) => S3Gate.layerOf(endpoint, options)))
}
