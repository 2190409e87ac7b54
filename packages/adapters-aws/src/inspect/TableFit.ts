import { Clock, Duration, Effect, Option, Predicate } from "effect"
import { Aws } from "../Aws.ts"
import { configured, Misfit, misfitOf, patience, remedy } from "./Misfit.ts"
import { misfits } from "./TableShape.ts"

/** The instant that a header of an answer tells, whole seconds. */
const dateOf = (response: unknown): number | undefined => {
  const headers = Predicate.hasProperty(response, "headers") ? response.headers : undefined
  const date = Predicate.hasProperty(headers, "date") ? Date.parse(String(headers.date)) : NaN
  return Number.isNaN(date) ? undefined : date
}

const look = Effect.gen(function*() {
  const { configOf } = yield* Aws
  const { DescribeTableCommand, DescribeTimeToLiveCommand, DynamoDBClient } = yield* Effect.promise(() =>
    import("./Sdk.ts")
  )
  const TableName = yield* configured("LUMI_TABLE", "the name of the table")
  const client = yield* Effect.acquireRelease(
    Effect.sync(() => new DynamoDBClient({ ...patience, ...configOf("dynamodb") })),
    (client) => Effect.sync(() => client.destroy())
  )
  let date: number | undefined
  client.middlewareStack.add((next) => async (args) => {
    const answer = await next(args)
    date = dateOf(answer.response)
    return answer
  }, { step: "deserialize", priority: "low" })
  const asked = <A>(request: () => Promise<A>) =>
    Effect.tryPromise({ try: request, catch: misfitOf(`table ${TableName}`) })

  const { Table = {} } = yield* asked(() => client.send(new DescribeTableCommand({ TableName })))
  const { TimeToLiveDescription } = yield* asked(() => client.send(new DescribeTimeToLiveCommand({ TableName })))
  const now = yield* Clock.currentTimeMillis
  return {
    name: TableName,
    wrong: misfits(Table, TimeToLiveDescription?.AttributeName),
    away: Option.map(Option.fromUndefinedOr(date), (date) => Duration.millis(Math.abs(now - date)))
  }
}).pipe(Effect.scoped, Effect.withSpan("inspect.table"))

/** The table of `LUMI_TABLE`, when it is what the stores are written for; how far its clock is away comes with it. */
export const table = Effect.flatMap(look, ({ away, name, wrong }) =>
  wrong.length === 0
    ? Effect.succeed({ name, away })
    : Effect.fail(new Misfit({ message: `the table ${name} does not fit: ${wrong.join("; ")}; ${remedy}` })))
