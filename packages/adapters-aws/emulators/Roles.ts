import { AsyncLocalStorage } from "node:async_hooks"
import { subscribe } from "node:diagnostics_channel"
import type { ClientRequest } from "node:http"
import { type FunctionName, functions } from "../infra/Duties.ts"

/** What a request to AWS asks for: as much of it as roles speak of. */
export interface Asked {
  readonly method: string
  readonly path: string
  /** what is asked of a service that has one address for everything */
  readonly target: string | undefined
  readonly body: string
}

const running = new AsyncLocalStorage<FunctionName>()

const steps = { Put: "PutItem", Update: "UpdateItem", Delete: "DeleteItem", ConditionCheck: "ConditionCheckItem" }

const ofTable = (name: FunctionName, operation: string, body: string): ReadonlyArray<string> => {
  const { IndexName, TransactItems } = JSON.parse(body)
  if (IndexName !== undefined) {
    return functions[name].indexes.includes(IndexName) && operation === "Query" ? [] : [`${operation} of ${IndexName}`]
  }
  const needed: ReadonlyArray<string> = operation === "TransactWriteItems"
    ? TransactItems.flatMap((item: object) => Object.keys(item).map((step) => steps[step as keyof typeof steps]))
    : [operation]
  return needed.filter((each) => !functions[name].table.includes(`dynamodb:${each}`))
}

const ofQueue = (name: FunctionName, operation: string, body: string): ReadonlyArray<string> => {
  const { QueueUrl = "" } = JSON.parse(body)
  const is = (queue: string) => QueueUrl.endsWith(`-${queue}`)
  // who works off a queue may do anything with what is in it, but for sending
  const may = operation.startsWith("SendMessage") ? functions[name].sendsTo.some(is) : is(name)
  return may ? [] : [`${operation} of ${QueueUrl}`]
}

/** What a function asks for and its role does not allow; nothing when all is well. */
export const denied = (name: FunctionName, { body, method, path, target }: Asked): ReadonlyArray<string> => {
  const { disconnects, publishes, readsSecret } = functions[name]
  const [service = "", operation = ""] = target?.split(".") ?? []
  if (service.startsWith("DynamoDB")) return ofTable(name, operation, body)
  if (service === "AmazonSQS") return ofQueue(name, operation, body)
  if (service === "secretsmanager") return readsSecret && operation === "GetSecretValue" ? [] : [operation]
  const topic = /^\/topics\/([^?]*)/.exec(path)?.[1]
  if (topic !== undefined) {
    return publishes && decodeURIComponent(topic).startsWith("lumi/v1/u/") ? [] : [`Publish to ${topic}`]
  }
  if (method === "DELETE" && path.startsWith("/connections/")) return disconnects ? [] : ["DeleteConnection"]
  return []
}

/** No client tries this again: as on AWS, where nothing becomes allowed by asking twice. */
const refusal = (name: FunctionName, what: ReadonlyArray<string>) =>
  Object.assign(new Error(`The role of ${name} does not allow ${what.join(", ")}.`), { code: "EACCES" })

const guard = (name: FunctionName, request: ClientRequest): void => {
  const end = request.end.bind(request) as (...args: ReadonlyArray<unknown>) => ClientRequest
  const body: Array<Buffer> = []
  const keep = (chunk: unknown) => {
    if (typeof chunk === "string" || chunk instanceof Uint8Array) body.push(Buffer.from(chunk))
  }
  const write = request.write.bind(request) as (...args: ReadonlyArray<unknown>) => boolean
  request.write = (...args: ReadonlyArray<unknown>) => {
    keep(args[0])
    return write(...args)
  }
  request.end = (...args: ReadonlyArray<unknown>) => {
    keep(args[0])
    const what = denied(name, {
      method: request.method,
      path: request.path,
      target: request.getHeader("x-amz-target")?.toString(),
      body: Buffer.concat(body).toString()
    })
    if (what.length === 0) return end(...args)
    const error = refusal(name, what)
    // whoever asked may keep it to themselves, and a role that lacks something is a mistake of ours
    process.emitWarning(error.message, "AccessDenied")
    return request.destroy(error)
  }
}

// What a function does, its own copy of everything in it does: so every request knows whose it is.
subscribe("http.client.request.created", (message) => {
  const name = running.getStore()
  const { request } = message as { readonly request: ClientRequest }
  if (name !== undefined) guard(name, request)
})

/** Does something as a function, with its role: requests that `Duties` has not fail as they would on AWS. */
export const as = <A>(name: FunctionName, work: () => A): A => running.run(name, work)
