import type { APIGatewayProxyStructuredResultV2, LambdaFunctionURLEvent } from "aws-lambda"
import { createHash, randomUUID } from "node:crypto"
import * as EdgeFunction from "./EdgeFunction.ts"
import { type Asked, type Told, told } from "./Exchange.ts"

/** The function behind the API. */
export type Invoke = (event: LambdaFunctionURLEvent) => Promise<APIGatewayProxyStructuredResultV2>

const host = "lumi-emulator.lambda-url.eu-central-1.on.aws"

/** The most a function URL takes. */
const largest = 6 * 1024 * 1024

/**
 * The edge signs requests to the function, and takes the hash of the body from whoever sends it: Lambda refuses a body
 * whose hash is missing or wrong.
 */
const isSigned = ({ body, headers }: Asked): boolean =>
  body.length === 0 || headers["x-amz-content-sha256"] === createHash("sha256").update(body).digest("hex")

const refused = told(
  403,
  "application/json",
  JSON.stringify({ message: "The request signature we calculated does not match the signature you provided." }),
  { "x-amzn-errortype": "InvalidSignatureException" }
)

const hopByHop = new Set(["connection", "keep-alive", "transfer-encoding", "upgrade", "te", "trailer", "expect"])

const viewerAddress = EdgeFunction.load("viewer-address")

/** What reaches the function: all headers but `Host` as the edge's own function left them, and those that the edge makes. */
const headersOf = (asked: Asked, id: string): Record<string, string> => {
  const { headers, viewer } = asked
  const left = (viewerAddress(EdgeFunction.eventOf(asked, "viewer-request")) as EdgeFunction.EdgeRequest).headers
  const passed = Object.entries(left).filter(([name]) => !hopByHop.has(name)).map(([name, { value }]) => [name, value])
  const address = viewer.replace(/:\d+$/, "")
  const before = headers["x-forwarded-for"]
  return {
    ...Object.fromEntries(passed),
    host,
    via: "1.1 emulator.cloudfront.net (CloudFront)",
    "x-amz-cf-id": id,
    "x-forwarded-for": before === undefined ? address : `${before}, ${address}`,
    authorization: "AWS4-HMAC-SHA256 Credential=emulator"
  }
}

const isText = (type: string | undefined) => /^text\/|json|javascript|xml|x-www-form-urlencoded/.test(type ?? "")

/** A request as a function URL hands it over. */
const eventOf = (asked: Asked): LambdaFunctionURLEvent => {
  const id = randomUUID()
  const cookies = asked.headers["cookie"]?.split(/;\s*/).filter((cookie) => cookie !== "")
  const text = isText(asked.headers["content-type"])
  const now = Date.now()
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: asked.path,
    rawQueryString: asked.query,
    headers: headersOf(asked, id),
    ...(cookies === undefined ? {} : { cookies }),
    queryStringParameters: Object.fromEntries(new URLSearchParams(asked.query)),
    requestContext: {
      accountId: "000000000000",
      apiId: "lumi-emulator",
      domainName: host,
      domainPrefix: "lumi-emulator",
      http: {
        method: asked.method,
        path: asked.path,
        protocol: "HTTP/1.1",
        // an address of the edge: whoever takes it for the browser's takes all browsers for one
        sourceIp: "130.176.0.1",
        userAgent: asked.headers["user-agent"] ?? ""
      },
      requestId: id,
      routeKey: "$default",
      stage: "$default",
      time: new Date(now).toUTCString(),
      timeEpoch: now
    },
    ...(asked.body.length === 0 ? {} : { body: asked.body.toString(text ? "utf8" : "base64") }),
    isBase64Encoded: asked.body.length > 0 && !text
  }
}

const failed = told(502, "text/plain", "Internal Server Error")

/** The API: requests as events for the function, its results as answers. */
export const make = (invoke: Invoke) => async (asked: Asked): Promise<Told> => {
  if (asked.body.length > largest) {
    return told(413, "application/json", JSON.stringify({ Message: "Request too large" }))
  }
  if (!isSigned(asked)) return refused
  const result = await invoke(eventOf(asked)).catch(() => undefined)
  if (result === undefined) return failed
  return {
    status: result.statusCode ?? 200,
    headers: {
      ...Object.fromEntries(
        Object.entries(result.headers ?? {}).map(([name, value]) => [name.toLowerCase(), `${value}`])
      ),
      ...(result.cookies === undefined || result.cookies.length === 0 ? {} : { "set-cookie": result.cookies })
    },
    body: Buffer.from(result.body ?? "", result.isBase64Encoded === true ? "base64" : "utf8")
  }
}
