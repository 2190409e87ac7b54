/** A rule of IoT: which messages go to the queue `messages`, and as what. */
export interface TopicRule {
  readonly what: string
  readonly sql: string
}

/** The dialect that `encode` and `topic()` belong to. */
export const sqlVersion = "2016-03-23"

/** What IoT hands on. Both kinds end up in one queue: `Messages` tells them apart. */
export const rules = {
  reports: {
    what: "What pages report, last wills included",
    // a report is whatever a page sent, so it travels as base64
    sql: "SELECT encode(*, 'base64') AS data, topic() AS topic FROM 'lumi/v1/c/+/+/+'"
  },
  lifecycle: {
    what: "Which connections come and go",
    sql: "SELECT * FROM '$aws/events/presence/+/+'"
  }
} as const satisfies Record<string, TopicRule>

/** The queue that rules send to. */
export const queue = "messages"

/** How pages name the authorizer, and the part of the address that holds what is signed. */
export const authorizer = { name: "lumi", tokenKey: "token" } as const
