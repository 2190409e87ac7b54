import { Invalid } from "@lumi/core/api/Errors"
import { SchemaIssue } from "effect"
import type { HttpApiSchemaError } from "effect/http-api/HttpApiError"

/** The most problems told at once, and the longest sentence of one. */
const most = 20
const longest = 200

const format = SchemaIssue.makeFormatterStandardSchemaV1()

const nameOf = (part: PropertyKey | { readonly key: PropertyKey }): string =>
  String(typeof part === "object" ? part.key : part)

/** What does not fit, field by field, in sentences that never repeat what was sent. */
export const of = (error: HttpApiSchemaError): Invalid =>
  new Invalid({
    problems: format(error.cause.issue).issues.slice(0, most).map(({ message, path }) => ({
      field: (path ?? []).map(nameOf).join(".").slice(0, longest),
      problem: message.slice(0, longest)
    }))
  })
