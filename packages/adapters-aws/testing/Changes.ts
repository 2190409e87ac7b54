import { subject } from "@lumi/core/changes/Change"
import { ChangeFeed } from "@lumi/core/changes/ChangeFeed"
import { DeadChanges } from "@lumi/core/testing/memory/ChangeFeed"
import { Context, Effect, Layer, Option, Result } from "effect"
import { inject } from "vitest"
import * as EventSourceMapping from "../emulators/EventSourceMappingStreams.ts"
import type { GivenUp } from "../emulators/streams/GivenUp.ts"
import * as Shards from "../emulators/streams/Shards.ts"
import { handle, mapping } from "../src/ChangeFeed.ts"
import { Dynamo } from "../src/Dynamo.ts"
import { changeOf } from "../src/stream/Records.ts"

const endpoint = () => inject("dynoxide") ?? ""

/** Whom a message about a change that was given up is about: it says only where in the stream that is. */
const subjectOf = Effect.fnUntraced(
  function*(table: string, { DDBStreamBatchInfo }: GivenUp) {
    const { shardId, startSequenceNumber } = DDBStreamBatchInfo
    const stream = yield* Shards.open(endpoint(), table)
    const at = yield* stream.begin(shardId, undefined)
    const { records } = yield* stream.read(at ?? "", 1000)
    const record = records.find(({ dynamodb }) => dynamodb?.SequenceNumber === startSequenceNumber)
    const change = Option.flatten(
      Option.flatMap(Option.fromUndefinedOr(record), (record) => Result.getSuccess(changeOf(record)))
    )
    return Option.match(change, { onNone: () => "nothing", onSome: subject })
  },
  Effect.scoped,
  Effect.orDie
)

/** The function `changes` on the stream of a table, fed as Lambda feeds it, run as a feed. */
export const changeFeed = Layer.effectContext(Effect.gen(function*() {
  const { table } = yield* Dynamo
  const checkpoints = new Map<string, string>()
  const dead: Array<GivenUp> = []

  return Context.make(
    ChangeFeed,
    ChangeFeed.of({
      run: Effect.fnUntraced(function*(handler) {
        const invoke = Effect.runPromiseWith(yield* Effect.context<Effect.Services<ReturnType<typeof handler>>>())
        const answer = handle(handler, { pause: "50 millis" })
        return yield* Effect.orDie(EventSourceMapping.run({
          endpoint: endpoint(),
          table,
          batchSize: mapping.batch,
          retries: 3,
          patterns: mapping.patterns,
          rest: "20 millis",
          checkpoints,
          onFailure: async (message) => dead.push(message),
          handler: (event, signal) => invoke(answer(event), { signal })
        }))
      })
    })
  ).pipe(
    Context.add(DeadChanges, {
      all: Effect.suspend(() =>
        Effect.forEach(
          dead,
          (message) =>
            Effect.map(subjectOf(table, message), (subject) => ({ subject, reason: message.requestContext.condition }))
        )
      )
    })
  )
}))
