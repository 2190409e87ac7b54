import { Dashboard as Board, GraphWidget, type IMetric } from "aws-cdk-lib/aws-cloudwatch"
import type { ITableV2 } from "aws-cdk-lib/aws-dynamodb"
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda"
import type { Queue } from "aws-cdk-lib/aws-sqs"
import { Construct } from "constructs"
import type { FunctionName } from "../Duties.ts"
import * as Metrics from "../Metrics.ts"

export interface DashboardProps {
  readonly name: string
  readonly functions: Readonly<Record<FunctionName, Lambda>>
  readonly jobs: ReadonlyMap<string, Queue>
  readonly dead: ReadonlyMap<string, Queue>
  readonly table: ITableV2
}

const graph = (title: string, left: ReadonlyArray<IMetric>) =>
  new GraphWidget({ title, left: [...left], width: 12, height: 6 })

/** One page that says how an instance is doing, what waits in it and what it uses up. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { dead, functions, jobs, name, table }: DashboardProps) {
    super(scope, id)
    const of = (metric: (each: Lambda) => IMetric) => Object.values(functions).map(metric)
    new Board(this, "board", {
      dashboardName: name,
      widgets: [
        [graph("Invocations", of(Metrics.invocations)), graph("Errors", of(Metrics.errors))],
        [graph("Duration, p99", of(Metrics.duration)), graph("Throttles", of(Metrics.throttles))],
        [
          graph("API: answers of 5xx", [Metrics.failedAnswers(functions.http)]),
          graph("API: latency, p99", [Metrics.slowAnswers(functions.http)])
        ],
        [
          graph("Jobs that wait", [...jobs.values()].map(Metrics.depth)),
          graph("Age of the oldest job", [...jobs.values()].map(Metrics.age))
        ],
        [
          graph("Dead letters", [...dead.values()].map(Metrics.depth)),
          graph("Delay of changes", [Metrics.iteratorAge(functions.changes)])
        ],
        [
          graph("Table: units used", [Metrics.consumed(table, "Read"), Metrics.consumed(table, "Write")]),
          graph("Table: throttled", [Metrics.tableThrottles(table)])
        ]
      ]
    })
  }
}
