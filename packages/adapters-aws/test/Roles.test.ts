import http from "node:http"
import type { AddressInfo } from "node:net"
import { assert, describe, it } from "vitest"
import * as Roles from "../emulators/Roles.ts"
import { functions } from "../infra/Duties.ts"

const asked = (target: string | undefined, body: object = {}, path = "/", method = "POST"): Roles.Asked => ({
  method,
  path,
  target,
  body: JSON.stringify(body)
})
const onTable = (operation: string, body: object = {}) => asked(`DynamoDB_20120810.${operation}`, body)
const onQueue = (operation: string, queue: string) =>
  asked(`AmazonSQS.${operation}`, { QueueUrl: `https://sqs.eu-central-1.amazonaws.com/123456789012/lumi-dev-${queue}` })

/** Sends a request as a client of AWS does, and gives what became of it. */
const send = (port: number, { body, method, path, target }: Roles.Asked) =>
  new Promise<string>((resolve) => {
    const request = http.request({ port, method, path, headers: { "x-amz-target": target } }, (response) => {
      response.resume().on("end", () => resolve(String(response.statusCode)))
    })
    request.on("error", (error) => resolve(error.message)).end(body)
  })

describe("Roles (emulator)", () => {
  it("allow what a duty names, and nothing else", () => {
    assert.deepStrictEqual(Roles.denied("due", onTable("BatchGetItem")), [])
    assert.deepStrictEqual(Roles.denied("due", onTable("Query", { IndexName: "GSI2" })), [])
    assert.deepStrictEqual(Roles.denied("due", onTable("Query")), ["Query"])
    assert.deepStrictEqual(Roles.denied("due", onTable("Query", { IndexName: "GSI1" })), ["Query of GSI1"])
    assert.deepStrictEqual(Roles.denied("http", onTable("Scan")), ["Scan"])
  })

  it("look into a transaction: it is what it consists of", () => {
    const items = [{ Put: {} }, { ConditionCheck: {} }, { Delete: {} }]
    assert.notInclude(functions.affirmations.table, "dynamodb:DeleteItem")
    assert.deepStrictEqual(
      Roles.denied("affirmations", onTable("TransactWriteItems", { TransactItems: items })),
      ["DeleteItem"]
    )
    assert.deepStrictEqual(Roles.denied("http", onTable("TransactWriteItems", { TransactItems: items })), [])
  })

  it("know whose queue it is, and who sends where", () => {
    assert.deepStrictEqual(Roles.denied("due", onQueue("SendMessageBatch", "affirmations")), [])
    assert.deepStrictEqual(Roles.denied("due", onQueue("DeleteMessageBatch", "due")), [])
    assert.isNotEmpty(Roles.denied("due", onQueue("DeleteMessageBatch", "affirmations")))
    assert.isNotEmpty(Roles.denied("messages", onQueue("SendMessageBatch", "affirmations")))
    assert.isNotEmpty(Roles.denied("http", onQueue("ReceiveMessage", "due")))
  })

  it("let few read the secret, tell pages, or end their connections", () => {
    const secret = asked("secretsmanager.GetSecretValue")
    assert.deepStrictEqual(Roles.denied("http", secret), [])
    assert.isNotEmpty(Roles.denied("affirmations", secret))
    const hint = asked(undefined, {}, "/topics/lumi%2Fv1%2Fu%2Fada%2Fnotifications?qos=1")
    assert.deepStrictEqual(Roles.denied("affirmations", hint), [])
    assert.isNotEmpty(Roles.denied("tick", hint))
    assert.isNotEmpty(Roles.denied("http", asked(undefined, {}, "/topics/lumi%2Fv1%2Fc%2Fada%2Fpage%2Fpresence")))
    assert.isNotEmpty(Roles.denied("tick", asked(undefined, {}, "/connections/ada%3Apage", "DELETE")))
  })

  it("refuse before anything is sent, whatever else the process asks for", async () => {
    const seen: Array<string> = []
    const server = http.createServer((request, response) => {
      seen.push(String(request.headers["x-amz-target"]))
      response.end("{}")
    })
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    const { port } = server.address() as AddressInfo
    try {
      const [allowed, refused, others] = await Promise.all([
        Roles.as("due", async () => await send(port, onTable("BatchGetItem"))),
        Roles.as("due", async () => {
          await new Promise((resolve) => setTimeout(resolve, 1))
          return send(port, onTable("PutItem"))
        }),
        send(port, onTable("DeleteItem"))
      ])
      assert.deepStrictEqual([allowed, refused, others], ["200", "The role of due does not allow PutItem.", "200"])
      assert.sameMembers(seen, ["DynamoDB_20120810.BatchGetItem", "DynamoDB_20120810.DeleteItem"])
    } finally {
      server.close()
    }
  })
})
