import type { Handle, Report } from "@lumi/core/realtime/Reports"
import * as Topics from "@lumi/core/realtime/Topics"
import { Cause, Effect, Option, Result, Schema } from "effect"
import { Base64 } from "effect/encoding"
import * as Closing from "./Closing.ts"
import * as Connections from "./Connections.ts"
import * as Floors from "./Floors.ts"

/** What a rule makes of what a page said. */
const Said = Schema.Struct({ topic: Schema.String, data: Schema.String })

/** A connection that came or went, as IoT tells it: perhaps twice, perhaps the later before the earlier. */
const Lifecycle = Schema.Struct({
  eventType: Schema.Literals(["connected", "disconnected"]),
  clientId: Schema.String,
  sessionIdentifier: Schema.String,
  /** counts the connections of a client id */
  versionNumber: Schema.Int
})

const decode = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Union([Said, Lifecycle])))

const utf8 = new TextDecoder()

/** What a page said, if it is something that a page may say. */
const reportOf = ({ data, topic }: typeof Said.Type): Option.Option<Report> =>
  Option.flatMap(Topics.parseReport(topic), (from) =>
    Result.getSuccess(Base64.decode(data)).pipe(
      // IoT takes what is much larger
      Option.filter((bytes) => bytes.length <= Topics.maxReportBytes),
      Option.map((bytes) => ({ ...from, text: utf8.decode(bytes) }))
    ))

const follow = Effect.fnUntraced(
  function*({ clientId, eventType, sessionIdentifier, versionNumber }: typeof Lifecycle.Type) {
    const page = Option.getOrUndefined(Topics.parseClientId(clientId))
    if (page === undefined) return
    if (eventType === "disconnected") return yield* Connections.end(page.user, page.device, sessionIdentifier)
    const known = yield* Connections.confirm(page.user, page.device, sessionIdentifier, versionNumber)
    const floor = yield* Floors.read(page.user)
    if (floor !== undefined) yield* Closing.closeVoid(floor, known)
  }
)

/** What Lambda hands over of a queue. */
export interface Batch {
  readonly Records: ReadonlyArray<{ readonly messageId: string; readonly body: string }>
}

/** What Lambda is answered: the messages that have to come again. */
export interface Outcome {
  readonly batchItemFailures: Array<{ readonly itemIdentifier: string }>
}

/** Works off what the rules of IoT sent: reports go to `report`, comings and goings are followed here. */
export const handle = <R>(report: Handle<R>) => {
  const handleOne = Effect.fnUntraced(function*(body: string) {
    const message = Option.getOrUndefined(decode(body))
    // nobody can make it any better
    if (message === undefined) return yield* Effect.logWarning("a message of no known kind")
    if ("eventType" in message) return yield* follow(message)
    const said = Option.getOrUndefined(reportOf(message))
    if (said !== undefined) yield* report(said)
  })

  return Effect.fn("Iot.messages")(function*({ Records }: Batch) {
    const failed = yield* Effect.forEach(
      Records,
      ({ body, messageId }) =>
        handleOne(body).pipe(
          Effect.as([]),
          Effect.catchCause((cause) =>
            Cause.hasInterrupts(cause)
              ? Effect.interrupt
              : Effect.as(Effect.logWarning("a message has to come again", cause), [{ itemIdentifier: messageId }])
          )
        ),
      { concurrency: "unbounded" }
    )
    const outcome: Outcome = { batchItemFailures: failed.flat() }
    return outcome
  })
}
