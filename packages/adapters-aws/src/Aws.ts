import { Context, Layer } from "effect"

/** The services of AWS that Lumi is a client of. */
export type ServiceName = "dynamodb" | "sqs" | "s3" | "iot" | "secrets"

/** What a client is told beyond its own defaults. */
export interface ClientConfig {
  readonly endpoint?: string
  readonly region?: string
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string }
}

/** How clients of AWS are configured. */
export class Aws extends Context.Service<Aws, {
  readonly configOf: (service: ServiceName) => ClientConfig
}>()("@lumi/adapters-aws/Aws") {
  /** Where Lumi runs for real: region, credentials and `AWS_ENDPOINT_URL_*` are found by the SDK's own rules. */
  static readonly layer = Layer.succeed(Aws, Aws.of({ configOf: () => ({}) }))
}
