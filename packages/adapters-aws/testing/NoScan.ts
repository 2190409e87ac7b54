import { DynamoDBClient } from "@aws-sdk/client-dynamodb"

/** What reads a whole table, however little of it is wanted; also the ways around that speak another language. */
export const forbidden = [
  "ScanCommand",
  "ExecuteStatementCommand",
  "BatchExecuteStatementCommand",
  "ExecuteTransactionCommand"
]

/** How often each command was sent by this process. */
export const sent = new Map<string, number>()

// Every client of every test with a table is refused them: whichever way of a store asks for one, some contract fails.
const send = Reflect.get(DynamoDBClient.prototype, "send")
Object.defineProperty(DynamoDBClient.prototype, "send", {
  value(this: DynamoDBClient, command: object, ...rest: ReadonlyArray<unknown>): unknown {
    const { name } = command.constructor
    sent.set(name, (sent.get(name) ?? 0) + 1)
    if (forbidden.includes(name)) throw new Error(`${name} reads a whole table: nothing of Lumi may send it`)
    return Reflect.apply(send, this, [command, ...rest])
  }
})
