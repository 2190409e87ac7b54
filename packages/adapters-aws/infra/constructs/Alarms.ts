import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch"
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions"
import type { ITableV2 } from "aws-cdk-lib/aws-dynamodb"
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda"
import { Topic } from "aws-cdk-lib/aws-sns"
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions"
import type { Queue } from "aws-cdk-lib/aws-sqs"
import { Construct } from "constructs"
import type { FunctionName } from "../Duties.ts"
import * as Metrics from "../Metrics.ts"

export interface AlarmsProps {
  readonly email?: string
  readonly functions: Readonly<Record<FunctionName, Lambda>>
  readonly jobs: ReadonlyMap<string, Queue>
  readonly dead: ReadonlyMap<string, Queue>
  readonly table: ITableV2
}

interface Limit {
  /** what it means and what to do, for whoever is woken by it */
  readonly says: string
  readonly above?: number
  readonly below?: number
  readonly periods?: number
  /** silence is trouble as well */
  readonly silence?: boolean
}

/** Minutes after which the oldest job of a queue is too old: one that failed is sent anew and rests for up to 15. */
const patience: Readonly<Record<string, number>> = { affirmations: 30 }

/** Everything that should wake a person, told to one topic. */
export class Alarms extends Construct {
  readonly topic: Topic

  constructor(scope: Construct, id: string, { dead, email, functions, jobs, table }: AlarmsProps) {
    super(scope, id)
    this.topic = new Topic(this, "topic", { displayName: "Lumi", enforceSSL: true })
    if (email !== undefined) this.topic.addSubscription(new EmailSubscription(email))

    for (const [name, queue] of dead) {
      this.when(name, Metrics.depth(queue), { says: `Something lies in ${name}: look, then redrive it.`, above: 0 })
    }
    for (const [name, queue] of jobs) {
      const minutes = patience[name] ?? 5
      this.when(`${name}-late`, Metrics.age(queue), { says: `Jobs wait in ${name}.`, above: minutes * 60, periods: 3 })
    }
    for (const [name, each] of Object.entries(functions)) {
      this.when(`${name}-errors`, Metrics.errors(each), { says: `${name} fails: read its log.`, above: 0, periods: 2 })
      this.when(`${name}-throttles`, Metrics.throttles(each), {
        says: `${name} is held back: raise the quota.`,
        above: 0
      })
    }
    this.when("tick-silent", Metrics.invocations(functions.tick), {
      says: "No tick for five minutes: affirmations wait.",
      below: 1,
      silence: true
    })
    this.when("changes-late", Metrics.iteratorAge(functions.changes), {
      says: "Changes reach open pages late.",
      above: 60_000,
      periods: 3
    })
    this.when("api-5xx", Metrics.failedAnswers(functions.http), { says: "The API fails.", above: 4 })
    this.when("api-slow", Metrics.slowAnswers(functions.http), { says: "The API is slow.", above: 3_000, periods: 3 })
    this.when("table-throttles", Metrics.tableThrottles(table), { says: "DynamoDB holds back.", above: 0, periods: 3 })
  }

  private when(name: string, metric: IMetric, { above, below, periods = 1, says, silence = false }: Limit): void {
    const alarm = new Alarm(this, name, {
      alarmDescription: says,
      metric,
      threshold: above ?? below ?? 0,
      comparisonOperator: above === undefined
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: silence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING
    })
    alarm.addAlarmAction(new SnsAction(this.topic))
    alarm.addOkAction(new SnsAction(this.topic))
  }
}
