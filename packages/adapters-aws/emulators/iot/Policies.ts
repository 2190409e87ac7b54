import { Schema } from "effect"

const OneOrMany = Schema.Union([Schema.String, Schema.Array(Schema.String)])

/** A policy of IoT, with the one kind of condition that Lumi's have: anything else is refused, not overlooked. */
export const Document = Schema.Struct({
  Version: Schema.Literal("2012-10-17"),
  Statement: Schema.Array(Schema.Struct({
    Effect: Schema.Literals(["Allow", "Deny"]),
    Action: OneOrMany,
    Resource: OneOrMany,
    Condition: Schema.optionalKey(Schema.Struct({
      "ForAllValues:StringNotEquals": Schema.Record(Schema.String, Schema.Array(Schema.String))
    }))
  }))
})
export type Document = typeof Document.Type

/** What somebody wants to do. */
export interface Wish {
  readonly action: string
  readonly resource: string
  readonly context?: Readonly<Record<string, ReadonlyArray<string>>>
}

/** In policies only `*` and `?` are wildcards. */
const fits = (pattern: string, text: string) =>
  new RegExp(`^${pattern.replace(/[\\^$.+()[\]{}|]/g, "\\$&").replaceAll("*", ".*").replaceAll("?", ".")}$`, "s")
    .test(text)

const some = (patterns: string | ReadonlyArray<string>, text: string) =>
  [patterns].flat().some((pattern) => fits(pattern, text))

/** Whether policies allow it: some statement must, and none may deny it. */
export const allow = (documents: ReadonlyArray<Document>, { action, context = {}, resource }: Wish): boolean => {
  const effects = documents.flatMap(({ Statement }) => Statement).filter((statement) =>
    some(statement.Action, action) && some(statement.Resource, resource) &&
    Object.entries(statement.Condition?.["ForAllValues:StringNotEquals"] ?? {}).every(([key, refused]) =>
      (context[key] ?? []).every((value) => !refused.includes(value))
    )
  ).map(({ Effect }) => Effect)
  return effects.includes("Allow") && !effects.includes("Deny")
}
