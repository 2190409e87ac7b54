import { Option, Schema } from "effect"
import { UserId } from "../accounts/Account.ts"

/** Names one page that is open: made at random when it loads, kept in its memory, a level of a topic. */
export const DeviceId = Schema.String.check(Schema.isPattern(/^[A-Za-z0-9_-]{8,36}$/)).pipe(Schema.brand("DeviceId"))
export type DeviceId = typeof DeviceId.Type

/** What a page may report. */
export const reportKinds = ["presence", "typing"] as const
export const ReportKind = Schema.Literals(reportKinds)
export type ReportKind = typeof ReportKind.Type

/** The most a page may send in one message. */
export const maxReportBytes = 4096

/** Where the server writes what a user's pages read. */
export const inbox = (user: UserId, topic: string) => `lumi/v1/u/${user}/${topic}`

/** The only filter a page may subscribe to: filters are compared as whole strings, so no wildcard is ever asked for. */
export const inboxFilter = (user: UserId) => inbox(user, "#")

/** Where a page writes what the server reads. */
export const report = (user: UserId, device: DeviceId, kind: ReportKind) => `lumi/v1/c/${user}/${device}/${kind}`

/** Everything that pages write. */
export const reports = "lumi/v1/c/#"

/** Tells the broker one page from another; equals the one in the ticket exactly. */
export const clientId = (user: UserId, device: DeviceId) => `${user}:${device}`

const decodeClient = Schema.decodeUnknownOption(Schema.Tuple([UserId, DeviceId]))

/** Whose page has this client id, if it is one of ours. */
export const parseClientId = (id: string) =>
  Option.map(decodeClient(id.split(":")), ([user, device]) => ({ user, device }))

const Parts = Schema.Tuple([
  Schema.Literal("lumi"),
  Schema.Literal("v1"),
  Schema.Literal("c"),
  UserId,
  DeviceId,
  ReportKind
])
const decodeParts = Schema.decodeUnknownOption(Parts)

/** Who reports what: read from the topic, which the ticket binds, never from a payload. */
export const parseReport = (topic: string) =>
  Option.map(decodeParts(topic.split("/")), ([, , , user, device, kind]) => ({ user, device, kind }))
