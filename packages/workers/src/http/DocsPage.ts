import type { OpenApi } from "effect/http-api"
import * as SchemaText from "./SchemaText.ts"

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")

type Spec = OpenApi.OpenAPISpec
type Operation = NonNullable<Spec["paths"][string]["get"]>
type Content = NonNullable<Operation["requestBody"]>["content"]

const code = (content: Content | undefined, spec: Spec): string => {
  const schema = content?.["application/json"]?.schema
  return schema === undefined
    ? ""
    : `<pre><code>${escaped(SchemaText.of(schema, spec.components.schemas))}</code></pre>`
}

const parameters = (operation: Operation, spec: Spec): string =>
  operation.parameters.length === 0 ?
    "" :
    `<h4>Parameters</h4><ul>${
      operation.parameters.map(({ in: place, name, required, schema }) =>
        `<li><code>${escaped(name)}</code> in ${place}${required ? "" : ", optional"}: <code>${
          escaped(SchemaText.of({ ...schema }, spec.components.schemas))
        }</code></li>`
      ).join("")
    }</ul>`

const request = (operation: Operation, spec: Spec): string =>
  operation.requestBody === undefined ? "" : `<h4>Body</h4>${code(operation.requestBody.content, spec)}`

const responses = (operation: Operation, spec: Spec): string =>
  Object.entries(operation.responses).map(([status, { content, description }]) =>
    `<h4>${status} <small>${escaped(description)}</small></h4>${code(content, spec)}`
  ).join("")

const methods = ["get", "post", "put", "patch", "delete"] as const

const endpoints = (spec: Spec) =>
  Object.entries(spec.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method]
      return operation === undefined ? [] : [{ method, path, operation }]
    })
  )

const endpoint = ({ method, operation, path }: ReturnType<typeof endpoints>[number], spec: Spec): string =>
  `<details id="${escaped(operation.operationId)}"><summary><b>${method.toUpperCase()}</b> <code>${
    escaped(path)
  }</code>` +
  `</summary>${parameters(operation, spec)}${request(operation, spec)}${responses(operation, spec)}</details>`

/** The API for people to read: one page, no script, nothing loaded from elsewhere. */
export const render = (spec: Spec): string => {
  const all = endpoints(spec)
  const groups = spec.tags.map(({ description, name }) =>
    `<section><h2>${escaped(name)}</h2>${description === undefined ? "" : `<p>${escaped(description)}</p>`}${
      all.filter(({ operation }) => operation.tags.includes(name)).map((one) => endpoint(one, spec)).join("")
    }</section>`
  )
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${escaped(spec.info.title)} API</title><link rel="stylesheet" href="/api/docs.css"></head><body><main>` +
    `<h1>${escaped(spec.info.title)} API</h1><p>${
      escaped(spec.info.description ?? "")
    } Sign in first: requests are known by ` +
    `the cookie of the session. What changes something is sent as JSON from a page of this server. For machines: ` +
    `<a href="/api/openapi.json">openapi.json</a>.</p>${groups.join("")}</main></body></html>`
}

/** How that page looks. */
export const style = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
main { max-width: 52rem; margin: 0 auto; padding: 1rem }
summary { cursor: pointer; padding: 0.5rem 0 }
summary b { display: inline-block; min-width: 4.5rem }
details { border-top: 1px solid color-mix(in srgb, currentcolor 20%, transparent) }
pre { overflow-x: auto; padding: 0.75rem; background: color-mix(in srgb, currentcolor 8%, transparent); border-radius: 8px }
h4 { margin: 0.75rem 0 0.25rem }
`
