// Injects faults into real processes of Lumi and prints what they did. npm run faults -- --seeds 5 --only 1,5 --json
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Cause, Effect, Exit, Layer, Logger } from "effect"
import { parseArgs } from "node:util"
import * as KilledBeforeMark from "./01-killed-before-mark.ts"
import * as KilledBeforeSend from "./02-killed-before-send.ts"
import * as Storm from "./03-storm-of-kills.ts"
import * as Drain from "./04-drain.ts"
import * as Zombie from "./05-zombie.ts"
import * as Restart from "./06-database-restarts.ts"
import * as DatabaseKilled from "./07-database-killed.ts"
import * as HalfOpen from "./08-half-open-connection.ts"
import * as PoolExhausted from "./09-pool-exhausted.ts"
import * as DiskFull from "./10-database-disk-full.ts"
import * as HomeFull from "./11-object-disk-full.ts"
import * as Poison from "./19-poison-job.ts"
import * as TwoSchedulers from "./23-two-schedulers.ts"
import * as SchedulerDown from "./24-scheduler-down.ts"
import * as WrongClock from "./26-wrong-clock.ts"
import { complaints, type Fault } from "./Fault.ts"
import { SharedServer } from "./Instance.ts"
import * as Report from "./Report.ts"

const faults: ReadonlyArray<Fault> = [
  KilledBeforeMark.fault,
  KilledBeforeSend.fault,
  Storm.fault,
  Drain.fault,
  Zombie.fault,
  Restart.fault,
  DatabaseKilled.fault,
  HalfOpen.fault,
  PoolExhausted.fault,
  DiskFull.fault,
  HomeFull.fault,
  Poison.fault,
  TwoSchedulers.fault,
  SchedulerDown.fault,
  WrongClock.fault
]

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    /** numbers of faults; all without it */
    only: { type: "string" },
    seeds: { type: "string", default: "2" },
    /** the first seed, to see again what one did */
    from: { type: "string", default: "1" },
    /** most of the time they wait for time to pass */
    "at-once": { type: "string", default: "3" }
  }
})
const seeds = Array.from({ length: Number(values.seeds) }, (_, n) => Number(values.from) + n)
const wanted = values.only?.split(",").map(Number)
const requireAll = process.env["LUMI_REQUIRE_ALL"] === "1"
const chosen = faults.filter(({ number }) => wanted === undefined || wanted.includes(number))

/** stdout is for the report */
const say = (line: string) => Effect.sync(() => void process.stderr.write(`${line}\n`))

/** One fault with one seed; what fails is a complaint like any other. */
const attempt = Effect.fnUntraced(function*(fault: Fault, seed: number) {
  const exit = yield* Effect.exit(Effect.scoped(fault.run(seed)))
  const broken = Exit.isSuccess(exit) ? complaints(exit.value) : [Cause.pretty(exit.cause)]
  yield* say(`${broken.length === 0 ? "ok    " : "FAILED"} ${fault.number} ${fault.name}, seed ${seed}`)
  return {
    fault,
    figures: Exit.isSuccess(exit) ? [exit.value] : [],
    broken: broken.map((what) => `seed ${seed}: ${what}`)
  }
})

/** Whether a fault can be injected here. What an installation could change has to be there where all is required. */
const lacking = Effect.fnUntraced(function*({ missing, name, number }: Fault) {
  const lack = missing === undefined ? undefined : yield* missing
  if (lack === undefined) return undefined
  yield* say(`skip   ${number} ${name}: ${lack.why}`)
  return { skipped: lack.why, broken: !lack.forbidden && requireAll ? [lack.why] : [] }
})

const show = (rows: ReadonlyArray<Report.Row>) => {
  if (values.json) return console.log(JSON.stringify(rows.map(Report.json)))
  for (const line of Report.lines(rows)) console.log(line)
  for (const { broken, fault } of rows) for (const what of broken) console.log(`\n${fault.number} ${what}`)
}

const program = Effect.gen(function*() {
  const lacks = new Map(
    yield* Effect.forEach(chosen, (fault) => Effect.map(lacking(fault), (lack) => [fault, lack] as const))
  )
  const runs = yield* Effect.forEach(
    seeds.flatMap((seed) => chosen.filter((fault) => lacks.get(fault) === undefined).map((fault) => ({ fault, seed }))),
    ({ fault, seed }) => attempt(fault, seed),
    { concurrency: Number(values["at-once"]) }
  )
  const rows = chosen.map((fault): Report.Row => {
    const own = runs.filter((run) => run.fault === fault)
    return {
      fault,
      figures: own.flatMap(({ figures }) => figures),
      broken: own.flatMap(({ broken }) => broken),
      ...lacks.get(fault)
    }
  })
  show(rows)
  process.exitCode = rows.every(({ broken }) => broken.length === 0) ? 0 : 1
}).pipe(Effect.provide(SharedServer.layer.pipe(Layer.provideMerge(Logger.layer([])))), Effect.scoped)

NodeRuntime.runMain(program, { disableErrorReporting: false })
