import type { Event } from "../../src/http/FunctionUrl.ts"

/** A request as a function URL hands it over. */
export const functionUrlEvent = (
  method: string,
  path: string,
  { cookie, ...headers }: Readonly<Record<string, string>> = {},
  body?: unknown
): Event => {
  const [rawPath = "", rawQueryString = ""] = path.split("?")
  return {
    rawPath,
    rawQueryString,
    headers: { host: "abc.lambda-url.eu-central-1.on.aws", "content-type": "application/json", ...headers },
    ...(cookie === undefined ? {} : { cookies: cookie.split("; ") }),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    isBase64Encoded: false,
    requestContext: { http: { method } }
  }
}
