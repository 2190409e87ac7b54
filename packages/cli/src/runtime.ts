import { Cause, ConfigProvider, Effect, Exit, Fiber, Layer, Logger, References } from "effect"
import { exits } from "./CliError.ts"
import { Confirm } from "./Confirm.ts"
import { exitOf, explained } from "./explain.ts"
import { families, type Instance } from "./family.ts"
import type { CommonOptions } from "./options.ts"
import { Progress } from "./Progress.ts"
import type { Report } from "./Report.ts"

const out = (text: string) => process.stdout.write(`${text}\n`)
const complain = (text: string) => process.stderr.write(`${text}\n`)

/** What an instance is configured by: the environment, the options, and what its family makes of both. */
const settings = async ({ adapter, home }: CommonOptions) => {
  const given = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const]
  )
  const asked = home === undefined ? [] : [["LUMI_HOME", home] as const]
  const env = await families[adapter].adopt(Object.fromEntries([...given, ...asked]))
  return ConfigProvider.layer(ConfigProvider.fromEnv({ env }))
}

/** Notices and what comes before them stay out of a command's way; warnings go to stderr as lines. */
const logging = Layer.mergeAll(
  Logger.layer([
    Logger.make(({ logLevel, message }) => complain(`${logLevel.toLowerCase()}: ${[message].flat().join(" ")}`))
  ]),
  Layer.succeed(References.MinimumLogLevel, process.env["LUMI_DEBUG"] === undefined ? "Warn" : "Debug")
)

/** Says what went wrong, and gives the exit code of its kind. */
const failed = (cause: Cause.Cause<unknown>, json: boolean): number => {
  const code = exitOf(cause)
  complain(explained(cause))
  if (process.env["LUMI_DEBUG"] !== undefined) complain(Cause.pretty(cause))
  if (json) out(JSON.stringify({ error: { message: explained(cause), exit: code } }))
  return code
}

/** What a shell says of a program that was ended by Ctrl-C. */
const interrupted = 130

/** Runs to the end, or in order to an end when the first signal comes; a second one ends the process at once. */
const interruptible = async <A, E>(effect: Effect.Effect<A, E>): Promise<Exit.Exit<A, E>> => {
  const fiber = Effect.runFork(effect)
  let signals = 0
  const stop = () => {
    signals += 1
    if (signals > 1) process.exit(interrupted)
    fiber.interruptUnsafe()
  }
  process.on("SIGINT", stop).on("SIGTERM", stop)
  const exit = await Effect.runPromise(Fiber.await(fiber))
  process.off("SIGINT", stop).off("SIGTERM", stop)
  return exit
}

/** Prints a report, for whom it is. */
const print = (report: Report, json: boolean): number => {
  if (json) out(JSON.stringify(report.json))
  else for (const line of report.lines) out(line)
  return report.incomplete === true ? exits.failed : 0
}

/** Runs what makes a report, and gives the exit code. */
export const report = async <E>(making: Effect.Effect<Report, E>, options: CommonOptions): Promise<number> => {
  const exit = await interruptible(Effect.provide(making, Layer.merge(await settings(options), logging)))
  if (Exit.isSuccess(exit)) return print(exit.value, options.json === true)
  return Cause.hasInterruptsOnly(exit.cause) ? interrupted : failed(exit.cause, options.json === true)
}

/** What commands may ask for. */
export type Environment = Instance | Confirm | Progress

/** A bar where it can be drawn, else lines. */
const progress = process.stderr.isTTY && process.env["TERM"] !== "dumb"
  ? Progress.bar((text) => process.stderr.write(text), () => process.stderr.columns)
  : Progress.lines(complain)

const environment = ({ adapter }: CommonOptions) =>
  Layer.merge(Confirm.layer, progress).pipe(Layer.provideMerge(families[adapter].environment))

/** A command over an instance: the arguments and the options of its line in, the exit code out. */
export const command = <Args extends ReadonlyArray<unknown>, E>(
  effect: (...args: Args) => Effect.Effect<Report, E, Environment>
) =>
(...args: Args): Promise<number> => {
  const options = args.at(-1) as CommonOptions
  return report(Effect.provide(effect(...args), environment(options)), options)
}

/** Runs a program that goes on until it is told to stop: then it has done what it should. */
export const runForever = async <E>(program: Effect.Effect<never, E>, options: CommonOptions): Promise<number> => {
  const exit = await interruptible(Effect.provide(program, await settings(options)))
  return Exit.isSuccess(exit) || Cause.hasInterruptsOnly(exit.cause) ? 0 : failed(exit.cause, options.json === true)
}
