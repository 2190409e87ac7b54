import { Duration, Stack } from "aws-cdk-lib"
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs"
import { Construct } from "constructs"
import * as Data from "../../src/Queues.ts"

const secured = {
  retentionPeriod: Duration.seconds(Data.retention),
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true
}

/** What ends outside of any queue of jobs: changes of the stream, schedules, rules of IoT. */
const others = ["changes-dead", "schedules-dead", "rules-dead"] as const

/** The queues of `src/Queues.ts`, and for each, and for everything else that can fail for good, one of dead letters. */
export class Queues extends Construct {
  /** queues of jobs, by name */
  readonly jobs: ReadonlyMap<string, Queue>
  /** queues of dead letters, by name: whatever lies in one waits for a person */
  readonly dead: ReadonlyMap<string, Queue>

  /** what the URLs of all of them begin with, as `LUMI_QUEUES` tells it */
  readonly prefix: string

  constructor(scope: Construct, id: string, stack: string) {
    super(scope, id)
    const { account, region, urlSuffix } = Stack.of(this)
    this.prefix = `https://sqs.${region}.${urlSuffix}/${account}/${stack}-`
    const named = (name: string) => ({ ...secured, queueName: `${stack}-${name}` })
    const names = [...Object.keys(Data.queues).map(Data.deadOf), ...others]
    this.dead = new Map(names.map((name) => [name, new Queue(this, name, named(name))]))
    this.jobs = new Map(
      Object.entries(Data.queues).map(([name, { visibility }]) => [
        name,
        new Queue(this, name, {
          ...named(name),
          visibilityTimeout: Duration.seconds(visibility),
          deadLetterQueue: { queue: this.get(Data.deadOf(name)), maxReceiveCount: Data.guard }
        })
      ])
    )
  }

  /** A queue by its name; a name that does not exist is a mistake in the stack. */
  get(name: string): Queue {
    const queue = this.dead.get(name) ?? this.jobs?.get(name)
    if (queue === undefined) throw new Error(`There is no queue ${name}.`)
    return queue
  }
}
