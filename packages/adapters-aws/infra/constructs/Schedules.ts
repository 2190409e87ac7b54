import { Duration } from "aws-cdk-lib"
import { PolicyStatement, Role } from "aws-cdk-lib/aws-iam"
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda"
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations"
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler"
import type { Queue } from "aws-cdk-lib/aws-sqs"
import { Construct } from "constructs"
import { ofThisAccount } from "./Trust.ts"

export interface SchedulesProps {
  readonly tick: Lambda
  readonly http: Lambda
  readonly dead: Queue
}

/** What happens by the clock: the tick every minute, and every five a call that keeps the API warm. */
export class Schedules extends Construct {
  constructor(scope: Construct, id: string, { dead, http, tick }: SchedulesProps) {
    super(scope, id)
    const role = new Role(this, "role", { assumedBy: ofThisAccount(this, "scheduler.amazonaws.com") })
    dead.grantSendMessages(role)
    const every = (name: string, minutes: number, target: Lambda) => {
      // The next one makes up for what this one missed: trying again would only make the two meet.
      target.configureAsyncInvoke({
        retryAttempts: 0,
        maxEventAge: Duration.minutes(minutes),
        onFailure: new SqsDestination(dead)
      })
      // The function as it is, not any version of it, which is what CDK's own construct lets in.
      role.addToPolicy(new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [target.functionArn] }))
      const schedule = new CfnSchedule(this, name, {
        scheduleExpression: minutes === 1 ? "rate(1 minute)" : `rate(${minutes} minutes)`,
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: target.functionArn,
          roleArn: role.roleArn,
          input: JSON.stringify({ schedule: name }),
          retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: minutes * 60 },
          deadLetterConfig: { arn: dead.queueArn }
        }
      })
      // nothing is called before it may be
      schedule.node.addDependency(role)
    }
    every("tick", 1, tick)
    every("warm", 5, http)
  }
}
