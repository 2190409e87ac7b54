import { Duration } from "aws-cdk-lib"
import { HeadersReferrerPolicy, type ResponseHeadersPolicyProps } from "aws-cdk-lib/aws-cloudfront"

type Security = NonNullable<ResponseHeadersPolicyProps["securityHeadersBehavior"]>

/** Headers that CloudFront takes only in a form of its own. */
const formed: Readonly<Record<string, (value: string) => Security>> = {
  "content-security-policy": (value) => ({ contentSecurityPolicy: { contentSecurityPolicy: value, override: true } }),
  "referrer-policy": (value) => ({
    referrerPolicy: { referrerPolicy: referrerPolicy(value), override: true }
  }),
  "x-content-type-options": () => ({ contentTypeOptions: { override: true } }),
  "strict-transport-security": (value) => ({
    strictTransportSecurity: {
      accessControlMaxAge: Duration.seconds(Number(/max-age=(\d+)/.exec(value)?.[1] ?? 0)),
      includeSubdomains: /includeSubDomains/i.test(value),
      preload: /preload/i.test(value),
      override: true
    }
  })
}

const referrerPolicy = (value: string): HeadersReferrerPolicy => {
  const known = Object.values(HeadersReferrerPolicy).find((policy) => policy === value)
  if (known === undefined) throw new Error(`CloudFront knows no referrer policy ${value}.`)
  return known
}

/** Headers as they are sent, as CloudFront wants to be told of them. */
export const policyOf = (headers: Readonly<Record<string, string>>): ResponseHeadersPolicyProps => {
  const entries = Object.entries(headers)
  return {
    securityHeadersBehavior: Object.assign({}, ...entries.map(([name, value]) => formed[name]?.(value) ?? {})),
    customHeadersBehavior: {
      customHeaders: entries.filter(([name]) => formed[name] === undefined).map(([header, value]) => ({
        header,
        value,
        override: true
      }))
    }
  }
}
