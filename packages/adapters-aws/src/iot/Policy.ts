import type { Claims } from "@lumi/core/realtime/Ticket"
import * as Topics from "@lumi/core/realtime/Topics"

/** A statement of a policy of IoT. */
export interface Statement {
  readonly Effect: "Allow"
  readonly Action: string
  readonly Resource: string | Array<string>
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: Array<string> } }
}

/** What a connection may do, in the form that IoT wants. */
export interface Policy {
  readonly Version: "2012-10-17"
  readonly Statement: Array<Statement>
}

/** What the names of IoT begin with where a function runs: `arn:aws:iot:eu-central-1:123456789012`. */
export const scopeOf = (functionArn: string): string => {
  const [, partition, , region, account] = functionArn.split(":")
  return `arn:${partition}:iot:${region}:${account}`
}

/**
 * The rules of a page, once more as a policy: its own client id, its user's inbox, its own reports. Nothing in it changes
 * when a relationship begins or ends. Retained messages have a permission of their own, which is not given.
 */
export const policyOf = (scope: string, { cid, dev, u }: Claims): Policy => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: "iot:Connect",
      Resource: `${scope}:client/${cid}`,
      // a session that outlives its connection would collect what is told meanwhile
      Condition: { "ForAllValues:StringNotEquals": { "iot:ConnectAttributes": ["PersistentConnect"] } }
    },
    // asking for a filter and getting what fits it are two permissions; `#` is no wildcard here, `*` is
    { Effect: "Allow", Action: "iot:Subscribe", Resource: `${scope}:topicfilter/${Topics.inboxFilter(u)}` },
    { Effect: "Allow", Action: "iot:Receive", Resource: `${scope}:topic/${Topics.inbox(u, "*")}` },
    {
      Effect: "Allow",
      Action: "iot:Publish",
      Resource: Topics.reportKinds.map((kind) => `${scope}:topic/${Topics.report(u, dev, kind)}`)
    }
  ]
})
