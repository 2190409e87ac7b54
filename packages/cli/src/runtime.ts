import * as Migrations from "@lumi/adapters-local/Migrations"
import { Postgres } from "@lumi/adapters-local/Postgres"
import * as Secrets from "@lumi/adapters-local/Secrets"
import * as Stores from "@lumi/adapters-local/Stores"
import * as Crypto from "@lumi/core/Crypto"
import { Cause, ConfigProvider, Effect, Exit, Fiber, Layer, Logger, References } from "effect"
import { type CliError, exits } from "./CliError.ts"
import { Confirm } from "./Confirm.ts"
import type { CommonOptions } from "./options.ts"
import { Progress } from "./Progress.ts"
import type { Report } from "./Report.ts"
import { Workers } from "./Workers.ts"

const out = (text: string) => process.stdout.write(`${text}\n`)
const complain = (text: string) => process.stderr.write(`${text}\n`)

const settings = ({ home }: CommonOptions) => {
  const env = Object.entries(process.env).flatMap(([name, value]) => value === undefined ? [] : [[name, value] as const])
  const asked = home === undefined ? [] : [["LUMI_HOME", home] as const]
  return ConfigProvider.layer(ConfigProvider.fromEnv({ env: Object.fromEntries([...env, ...asked]) }))
}

/** Notices and what comes before them stay out of a command's way; warnings go to stderr as lines. */
const logging = Layer.mergeAll(
  Logger.layer([Logger.make(({ logLevel, message }) => complain(`${logLevel.toLowerCase()}: ${[message].flat().join(" ")}`))]),
  Layer.succeed(References.MinimumLogLevel, process.env["LUMI_DEBUG"] === undefined ? "Warn" : "Debug")
)

const tagOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "_tag" in error ? String(error._tag) : ""

/** Which of the exit codes a failure is. */
const exitOf = (error: unknown): number => {
  if (tagOf(error) === "CliError") return exits[(error as CliError).kind]
  const reason = typeof error === "object" && error !== null && "reason" in error ? error.reason : undefined
  return tagOf(error) === "SecretsRefused" || reason === "AlreadyRunning" ? exits.refused : exits.failed
}

/** One line, and what to do. */
const explain = (error: unknown): string => {
  if (tagOf(error) === "StoreUnavailable") return "The database does not answer. Try again; lumi doctor looks at the parts."
  if (error instanceof Error && error.message !== "") return error.message.replaceAll(/\s*\n\s*/g, " ")
  return String(error)
}

/** A cause in one line. */
export const explained = (cause: Cause.Cause<unknown>): string => explain(Cause.squash(cause))

const conclude = <A>(exit: Exit.Exit<A, unknown>, json: boolean): number => {
  if (Exit.isSuccess(exit)) return 0
  if (Cause.hasInterruptsOnly(exit.cause)) return 0
  const error = Cause.squash(exit.cause)
  const code = exitOf(error)
  complain(explain(error))
  if (process.env["LUMI_DEBUG"] !== undefined) complain(Cause.pretty(exit.cause))
  if (json) out(JSON.stringify({ error: { message: explain(error), exit: code } }))
  return code
}

/** Runs to the end, or in order to an end when the first signal comes; a second one ends the process at once. */
const interruptible = async <A, E>(effect: Effect.Effect<A, E>): Promise<Exit.Exit<A, E>> => {
  const fiber = Effect.runFork(effect)
  let signals = 0
  const stop = () => {
    signals += 1
    if (signals > 1) process.exit(130)
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
  const exit = await interruptible(Effect.provide(making, Layer.merge(settings(options), logging)))
  return Exit.isSuccess(exit) ? print(exit.value, options.json === true) : conclude(exit, options.json === true)
}

/** What commands work with: beside a running Lumi as its guest, else on their own for a moment. */
const environment = Layer.mergeAll(Workers.layer, Confirm.layer, Progress.lines(complain)).pipe(
  Layer.provideMerge(Layer.merge(Stores.layer, Secrets.layer)),
  Layer.provideMerge(Migrations.layer),
  Layer.provideMerge(Postgres.layerJoin),
  Layer.provideMerge(Crypto.layer)
)
export type Environment = Layer.Success<typeof environment>

/** A command over an instance: the arguments and the options of its line in, the exit code out. */
export const command = <Args extends ReadonlyArray<unknown>, E>(
  effect: (...args: Args) => Effect.Effect<Report, E, Environment>
) =>
(...args: Args): Promise<number> => report(Effect.provide(effect(...args), environment), args.at(-1) as CommonOptions)

/** Runs a program that goes on until it is told to stop. */
export const runForever = async <E>(program: Effect.Effect<never, E>, options: CommonOptions): Promise<number> =>
  conclude(await interruptible(Effect.provide(program, settings(options))), options.json === true)
