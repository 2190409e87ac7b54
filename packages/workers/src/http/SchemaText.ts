import type { JsonSchema } from "effect"

type Schemas = Readonly<Record<string, JsonSchema.JsonSchema>>

const isSchema = (value: unknown): value is JsonSchema.JsonSchema => typeof value === "object" && value !== null

const list = (value: unknown): ReadonlyArray<JsonSchema.JsonSchema> =>
  Array.isArray(value) ? value.filter(isSchema) : []

const limits = (schema: JsonSchema.JsonSchema): string => {
  const told = ["format", "minLength", "maxLength", "minimum", "maximum"].flatMap((name) => {
    const value = schema[name]
    return value === undefined || Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER
      ? []
      : [`${name} ${String(value)}`]
  })
  return told.length === 0 ? "" : ` (${told.join(", ")})`
}

/** What a schema takes, as a programmer would write the type. */
export const of = (schema: JsonSchema.JsonSchema, schemas: Schemas, indent = ""): string => {
  if (typeof schema.$ref === "string") {
    const found = schemas[schema.$ref.split("/").at(-1) ?? ""]
    return found === undefined ? "unknown" : of(found, schemas, indent)
  }
  const union = [...list(schema.anyOf), ...list(schema.oneOf)]
  if (union.length > 0) return union.map((member) => of(member, schemas, indent)).join(" | ")
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(" | ")
  if (schema.type === "array") return isSchema(schema.items) ? `Array<${of(schema.items, schemas, indent)}>` : "Array"
  if (schema.type !== "object") return `${String(schema.type ?? "unknown")}${limits(schema)}`
  const required = Array.isArray(schema.required) ? schema.required : []
  const fields = Object.entries(isSchema(schema.properties) ? schema.properties : {}).map(([name, field]) =>
    `${indent}  ${name}${required.includes(name) ? "" : "?"}: ${
      isSchema(field) ? of(field, schemas, `${indent}  `) : "unknown"
    }`
  )
  return fields.length === 0 ? "{}" : `{\n${fields.join("\n")}\n${indent}}`
}
