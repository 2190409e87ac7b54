/** One price: dollars for so many units, free ones first. */
export interface Price {
  readonly unit: string
  /** dollars per unit in tiers: up to so many units a month, from there on the next */
  readonly tiers: ReadonlyArray<readonly [upTo: number, dollars: number]>
  readonly free?: number
  /** where it stands; `?` where it is from memory and has to be looked up before anybody relies on it */
  readonly source: string
}

const flat = (unit: string, dollars: number, source: string, free = 0): Price => ({
  unit,
  tiers: [[Infinity, dollars]],
  free,
  source
})

const million = 1e6

/** List prices of us-east-1 in USD without tax, taken down in November 2026. */
export const prices = {
  dynamoWrite: flat("write unit", 0.625 / million, "aws.amazon.com/dynamodb/pricing/on-demand"),
  dynamoRead: flat("read unit", 0.125 / million, "aws.amazon.com/dynamodb/pricing/on-demand"),
  dynamoStorage: flat("GB and month", 0.25, "aws.amazon.com/dynamodb/pricing/on-demand ?", 25),
  dynamoBackup: flat("GB and month", 0.2, "aws.amazon.com/dynamodb/pricing/on-demand ?"),
  iotMessage: {
    unit: "message of up to 5 kB",
    tiers: [[1e9, 1 / million], [5e9, 0.8 / million], [Infinity, 0.7 / million]],
    source: "aws.amazon.com/iot-core/pricing, tiers ?"
  },
  iotMinute: flat("minute connected", 0.08 / million, "aws.amazon.com/iot-core/pricing"),
  iotRule: flat("rule or action run", 0.15 / million, "aws.amazon.com/iot-core/pricing ?"),
  lambdaRequest: flat("invocation", 0.2 / million, "aws.amazon.com/lambda/pricing ?"),
  lambdaCompute: flat("GB and second, arm64", 0.0000133334, "aws.amazon.com/lambda/pricing ?"),
  sqsRequest: flat("request", 0.4 / million, "aws.amazon.com/sqs/pricing ?", million),
  schedulerRun: flat("run", 1 / million, "aws.amazon.com/eventbridge/pricing", 14 * million),
  edgeEgress: {
    unit: "GB to browsers",
    tiers: [[10_240, 0.085], [51_200, 0.08], [153_600, 0.06], [512_000, 0.04], [Infinity, 0.03]],
    free: 1024,
    source: "aws.amazon.com/cloudfront/pricing"
  },
  edgeRequest: flat("request", 1 / million, "aws.amazon.com/cloudfront/pricing", 10 * million),
  edgeFunction: flat("run", 0.1 / million, "aws.amazon.com/cloudfront/pricing", 2 * million),
  logs: flat("GB taken in", 0.5, "aws.amazon.com/cloudwatch/pricing ?", 5),
  trace: flat("trace", 5 / million, "aws.amazon.com/xray/pricing ?", 100_000),
  alarm: flat("alarm and month", 0.1, "aws.amazon.com/cloudwatch/pricing ?", 10),
  dashboard: flat("dashboard and month", 3, "aws.amazon.com/cloudwatch/pricing ?", 3),
  secret: flat("secret and month", 0.4, "aws.amazon.com/secrets-manager/pricing ?")
} as const satisfies Record<string, Price>

export type PriceName = keyof typeof prices

/** What so many units cost in a month. */
export const dollars = ({ free = 0, tiers }: Price, units: number): number => {
  const billed = Math.max(0, units - free)
  let total = 0
  let from = 0
  for (const [upTo, price] of tiers) {
    if (billed > from) total += (Math.min(billed, upTo) - from) * price
    from = upTo
  }
  return total
}
