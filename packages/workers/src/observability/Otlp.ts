import { Layer } from "effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Otlp from "effect/observability/Otlp"
import * as OtlpSerialization from "effect/observability/OtlpSerialization"

/** Traces, metrics and logs by the protocol every collector takes; the standard variables `OTEL_*` say where and how. */
export const layer = Otlp.layerFromConfig({
  resource: { serviceName: "lumi" },
  loggerMergeWithExisting: true
}).pipe(
  Layer.provide(OtlpSerialization.layerJson),
  Layer.provide(FetchHttpClient.layer)
)
