import { Config, Effect, Layer, Logger, Option, References } from "effect"

/** `LUMI_LOG`: `json`, one object a line, or `pretty`. Without it people at a terminal get the pretty one. */
const format = Config.Literals(["json", "pretty"], "LUMI_LOG").pipe(
  Config.withDefault(process.stderr.isTTY ? "pretty" as const : "json" as const)
)

/** `LUMI_LOG_LEVEL`: `Debug` also tells of every request that only read something. */
const level = Config.LogLevel("LUMI_LOG_LEVEL").pipe(Config.withDefault("Info" as const))

/** Logs go to stderr, so that stdout holds what a command was asked for and nothing else. */
const json = Logger.withConsoleError(Logger.formatJson)
const pretty = Logger.consolePretty({ mode: "tty", colors: process.stderr.isTTY === true })

const logs = Layer.unwrap(
  Effect.map(Config.all({ format, level }), ({ format, level }) =>
    Layer.mergeAll(
      Logger.layer([format === "json" ? json : pretty, Logger.tracerLogger]),
      Layer.succeed(Logger.LogToStderr, true),
      Layer.succeed(References.MinimumLogLevel, level)
    ))
)

/** `OTEL_EXPORTER_OTLP_ENDPOINT`: where traces, metrics and logs go as well. Not even loaded without it. */
const exported = Layer.unwrap(
  Effect.gen(function*() {
    const endpoint = yield* Config.option(Config.NonEmptyString("OTEL_EXPORTER_OTLP_ENDPOINT"))
    // spans that nobody collects are not made
    if (Option.isNone(endpoint)) return Layer.succeed(References.TracerEnabled, false)
    const { layer } = yield* Effect.promise(() => import("./Otlp.ts"))
    return layer
  })
)

/** What a running Lumi tells of itself. Provided last, so that it outlives what it tells of. */
export const layer = exported.pipe(Layer.provideMerge(logs))
