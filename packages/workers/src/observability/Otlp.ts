import { ConfigProvider, Layer } from "effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Otlp from "effect/observability/Otlp"
import * as OtlpSerialization from "effect/observability/OtlpSerialization"

/** OpenTelemetry's own defaults, which are left to us: what has an endpoint is exported. */
const defaults = ConfigProvider.layerAdd(
  ConfigProvider.fromUnknown({
    OTEL_LOGS_EXPORTER: "otlp",
    OTEL_METRICS_EXPORTER: "otlp",
    OTEL_TRACES_EXPORTER: "otlp",
    OTEL_SERVICE_NAME: "lumi"
  })
)

/** Traces, metrics and logs by the protocol every collector takes; the standard variables `OTEL_*` say where and how. */
export const layer = Otlp.layerFromConfig({ loggerMergeWithExisting: true }).pipe(
  Layer.provide(OtlpSerialization.layerJson),
  Layer.provide(FetchHttpClient.layer),
  Layer.provide(defaults)
)
