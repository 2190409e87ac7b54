import type { IndexName } from "../src/Table.ts"

/** What a function is for, and the least it may do: its role is made of this and of nothing else. */
export interface Duty {
  readonly what: string
  /** MB; a function's share of a processor grows with it */
  readonly memory: number
  /** seconds; the visibility of a queue is at least six times that of the function that works it off */
  readonly timeout: number
  /** how many may run at once, kept free for it; absent: as many as the account has left */
  readonly concurrency?: number
  readonly table: ReadonlyArray<string>
  /** indexes it may query */
  readonly indexes: ReadonlyArray<IndexName>
  /** queues it sends to; where one of them feeds it, Lambda must not take that for a loop */
  readonly sendsTo: ReadonlyArray<string>
  readonly sendsToItself: boolean
  readonly publishes: boolean
  readonly disconnects: boolean
  readonly readsSecret: boolean
}

export const functionNames = [
  "http",
  "tick",
  "due",
  "affirmations",
  "push",
  "changes",
  "messages",
  "authorizer"
] as const
export type FunctionName = (typeof functionNames)[number]

const on = (...operations: ReadonlyArray<string>) => operations.map((name) => `dynamodb:${name}`)

const nothing = {
  table: [],
  indexes: [],
  sendsTo: [],
  sendsToItself: false,
  publishes: false,
  disconnects: false,
  readsSecret: false
}

/** Who does what; the names are those of the bundles. A transaction is allowed by what it consists of. */
export const functions: Readonly<Record<FunctionName, Duty>> = {
  http: {
    ...nothing,
    what: "The API of Lumi",
    memory: 1024,
    timeout: 30,
    table: [
      ...on("GetItem", "BatchGetItem", "Query", "ConditionCheckItem"),
      ...on("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem")
    ],
    // what partners send by hand
    sendsTo: ["affirmations"],
    publishes: true,
    disconnects: true,
    readsSecret: true
  },
  tick: {
    ...nothing,
    what: "Every minute: queues the parts of the schedule that have become due",
    memory: 512,
    timeout: 50,
    concurrency: 1,
    table: on("GetItem", "Query", "UpdateItem"),
    sendsTo: ["due"]
  },
  due: {
    ...nothing,
    what: "Queues a job for every receiver of a part that is due",
    memory: 512,
    timeout: 60,
    table: on("BatchGetItem"),
    indexes: ["GSI2"],
    sendsTo: ["due", "due-dead", "affirmations"],
    sendsToItself: true
  },
  affirmations: {
    ...nothing,
    what: "Chooses, records and sends affirmations",
    memory: 512,
    timeout: 60,
    table: on("GetItem", "BatchGetItem", "Query", "ConditionCheckItem", "PutItem", "UpdateItem"),
    sendsTo: ["affirmations", "affirmations-dead", "push"],
    sendsToItself: true,
    publishes: true
  },
  push: {
    ...nothing,
    what: "Carries notifications to the browsers of their users",
    memory: 512,
    timeout: 60,
    table: on("GetItem", "BatchGetItem", "Query", "UpdateItem", "DeleteItem"),
    sendsTo: ["push", "push-dead"],
    sendsToItself: true,
    readsSecret: true
  },
  changes: {
    ...nothing,
    what: "Does what a change asks for: tells open pages, and cuts off who may no longer listen",
    memory: 512,
    timeout: 60,
    table: on("GetItem", "Query", "PutItem", "BatchWriteItem"),
    publishes: true,
    disconnects: true
  },
  messages: {
    ...nothing,
    what: "Takes in what pages report and which connections come and go",
    memory: 512,
    timeout: 30,
    table: on("GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"),
    disconnects: true
  },
  authorizer: {
    ...nothing,
    what: "Says who may connect to IoT, and to which topics",
    memory: 512,
    timeout: 5,
    table: on("GetItem", "PutItem"),
    readsSecret: true
  }
}
