import { shards } from "../../src/dynamo/Slots.ts"
import { type Action, budgets } from "../../testing/Budgets.ts"
import { functions } from "../Duties.ts"
import { dollars, type PriceName, prices } from "./Prices.ts"
import { actions, connection, kilobytes, person, standing, takes, traced, type Workload } from "./Workload.ts"

const days = 30
/** kB */
const gigabyte = 1024 * 1024

/** What everything that a person does on a day adds up to. */
const perDay = (of: (action: Action, each: { readonly times: number; readonly calls: number }) => number): number =>
  Object.entries(actions).reduce((sum, [action, each]) => sum + of(action as Action, each), 0)

/** How many units of each price a month needs, at the most. */
export const unitsOf = ({ couples, slots }: Workload): Readonly<Record<PriceName, number>> => {
  const monthly = (each: number) => couples * 2 * each * days
  const calls = monthly(perDay((_, { calls, times }) => calls * times))
  const deliveries = monthly(actions["a daily affirmation"]?.times ?? 0)
  const connections = monthly(person.connections)
  const beats = monthly(person.minutes)
  const files = monthly(person.files)
  // every slot falls due once a day, and each of its shards is a part
  const parts = slots * shards * days
  const ticks = days * 24 * 60
  const warm = ticks / 5
  // batches of ten, but for what trickles in alone
  const pushes = monthly(actions["a push"]?.times ?? 0)
  const jobs = (deliveries + pushes) / 10
  const said = beats + connections * connection.lifecycle
  // what comes within a second goes in one batch
  const messages = said / Math.min(10, Math.max(1, said / (ticks * 60)))
  // a couple changes a few times in its life: this is more than that
  const changes = couples * 2
  const invocations = calls + warm + ticks + parts + jobs + messages + changes + connections
  const seconds = {
    http: (calls * takes.call + warm) / 1000,
    rest: (deliveries * takes.delivery + pushes * takes.push + parts * takes.part + ticks * takes.tick +
      messages * takes.message +
      connections * takes.authorizer + changes * takes.change) / 1000
  }
  const stored = couples * 2 * kilobytes.stored / gigabyte
  const read = perDay((action, { times }) => budgets[action].read * times) + person.connections * connection.read
  const write = perDay((action, { times }) => budgets[action].write * times) + person.connections * connection.write
  return {
    dynamoWrite: monthly(write) + ticks * budgets["a tick"].write,
    dynamoRead: monthly(read) + ticks * budgets["a tick"].read,
    dynamoStorage: stored,
    dynamoBackup: stored,
    // what a page is told and what it says: each once between it and IoT, the former once more from the server
    iotMessage: monthly(person.hints) * 2 + beats + connections * connection.messages,
    iotMinute: monthly(person.minutes),
    iotRule: said * 2,
    lambdaRequest: invocations,
    lambdaCompute: (seconds.http * functions.http.memory + seconds.rest * functions.messages.memory) / 1024,
    // sent, received, deleted; the rules of IoT send one by one
    sqsRequest: said + messages * 2 + jobs * 3 + parts * 2.1 + ticks * standing.pollsPerMinute,
    schedulerRun: ticks + warm,
    edgeEgress: (calls * kilobytes.answer + files * kilobytes.file) / gigabyte,
    edgeRequest: calls + files,
    edgeFunction: calls + files * 2,
    logs: invocations * kilobytes.logLine / gigabyte,
    trace: Math.min(invocations, invocations * traced + ticks),
    alarm: standing.alarms,
    dashboard: standing.dashboards,
    secret: standing.secrets
  }
}

/** What belongs together on a bill. */
export const groups = {
  "DynamoDB: writes, reads": ["dynamoWrite", "dynamoRead"],
  "DynamoDB: storage and its backup, first month": ["dynamoStorage", "dynamoBackup"],
  "IoT: messages": ["iotMessage"],
  "IoT: minutes, rules": ["iotMinute", "iotRule"],
  "Lambda": ["lambdaRequest", "lambdaCompute"],
  "SQS, Scheduler": ["sqsRequest", "schedulerRun"],
  "CloudFront": ["edgeEgress", "edgeRequest", "edgeFunction"],
  "Logs, traces": ["logs", "trace"],
  "Alarms, dashboard, secret": ["alarm", "dashboard", "secret"]
} as const satisfies Record<string, ReadonlyArray<PriceName>>

/** Dollars of a month, by group. */
export const costOf = (workload: Workload): ReadonlyMap<string, number> => {
  const units = unitsOf(workload)
  return new Map(
    Object.entries(groups).map(([group, names]) => [
      group,
      names.reduce((sum, name) => sum + dollars(prices[name], units[name]), 0)
    ])
  )
}
