import { shards } from "../../src/dynamo/Slots.ts"
import { functions } from "../Duties.ts"
import { dollars, type PriceName, prices } from "./Prices.ts"
import { kept, person, standing, use, type Workload } from "./Workload.ts"

const days = 30
/** kB */
const gigabyte = 1024 * 1024

/** How many units of each price a month needs. */
export const unitsOf = ({ couples, slots }: Workload): Readonly<Record<PriceName, number>> => {
  const people = couples * 2
  const times = (each: number) => people * each * days
  const calls = times(person.calls)
  const deliveries = times(person.affirmations)
  const connections = times(person.connections)
  const hints = times(person.hints)
  const beats = times(person.minutes)
  const files = times(person.files)
  const lifecycle = connections * use.connection.lifecycle
  // every slot falls due once a day, and each of its shards is a part
  const parts = slots * shards * days
  const ticks = days * 24 * 60
  const warm = ticks / 5
  const dueReads = parts * use.part.reads + deliveries
  // batches of ten, but for what trickles in alone
  const jobs = deliveries / 10
  const said = beats + lifecycle
  // what comes within a second goes in one batch
  const messages = said / Math.min(10, Math.max(1, said / (ticks * 60)))
  const changes = deliveries + calls * person.writing
  const writes = calls * person.writing * use.writing.writes + deliveries * use.delivery.writes
    + connections * use.connection.writes + ticks * use.tick.writes
  const invocations = calls + warm + ticks + parts + jobs + messages + changes / 10 + connections
  const seconds = {
    http: (calls * use.call.ms + warm) / 1000,
    rest:
      (deliveries * use.delivery.ms + parts * use.part.ms + ticks * use.tick.ms + messages * use.connection.messageMs
        + connections * use.connection.authorizerMs + changes / 10 * use.change.ms) / 1000
  }
  const stored = people * kept.kilobytes / gigabyte
  return {
    dynamoWrite: writes,
    dynamoRead: calls * use.call.reads + deliveries * use.delivery.reads + connections * use.connection.reads
      + dueReads + ticks * use.tick.reads,
    dynamoStorage: stored,
    dynamoBackup: stored,
    // what a page is told and what it says: each once between it and IoT, the former once more from the server
    iotMessage: hints * 2 + beats + connections * use.connection.messages,
    iotMinute: times(person.minutes),
    iotRule: said * 2,
    lambdaRequest: invocations,
    lambdaCompute: (seconds.http * functions.http.memory + seconds.rest * functions.messages.memory) / 1024,
    // sent, received, deleted; the rules of IoT send one by one
    sqsRequest: said + messages * 2 + jobs * 3 + parts * 2.1 + ticks * standing.pollsPerMinute,
    schedulerRun: ticks + warm,
    edgeEgress: (calls * person.answerKilobytes + files * person.fileKilobytes) / gigabyte,
    edgeRequest: calls + files,
    edgeFunction: files * 2,
    logs: invocations * kept.logLine / gigabyte,
    trace: Math.min(invocations, invocations * kept.traced + ticks),
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
