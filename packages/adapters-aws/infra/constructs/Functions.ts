import { ArnFormat, Duration, RemovalPolicy, Stack } from "aws-cdk-lib"
import type { ITableV2 } from "aws-cdk-lib/aws-dynamodb"
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam"
import { Architecture, Code, Function as Lambda, RecursiveLoop, Runtime, Tracing } from "aws-cdk-lib/aws-lambda"
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs"
import { Construct } from "constructs"
import path from "node:path"
import { type Duty, type FunctionName, functionNames, functions } from "../Duties.ts"
import type { Queues } from "./Queues.ts"

export interface FunctionsProps {
  readonly bundles: string
  readonly reserve: boolean
  readonly environment: Readonly<Record<string, string>>
  readonly table: ITableV2
  readonly queues: Queues
  /** name of the one secret there is */
  readonly secret: string
}

/** Every function with a role of its own that may do what its duty says and nothing else. */
export class Functions extends Construct {
  readonly all: Readonly<Record<FunctionName, Lambda>>
  readonly roles: ReadonlyArray<Role>

  constructor(scope: Construct, id: string, props: FunctionsProps) {
    super(scope, id)
    const made = functionNames.map((name) => ({ name, ...this.make(name, functions[name], props) }))
    this.all = Object.fromEntries(made.map(({ lambda, name }) => [name, lambda])) as Record<FunctionName, Lambda>
    this.roles = made.map(({ role }) => role)
  }

  private make(name: FunctionName, duty: Duty, props: FunctionsProps): { lambda: Lambda; role: Role } {
    const logGroup = new LogGroup(this, `${name}-logs`, {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY
    })
    // A role of our own: the one CDK makes has a managed policy that may write into every log of the account.
    const role = new Role(this, `${name}-role`, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") })
    logGroup.grantWrite(role)
    this.permit(role, duty, props)
    const lambda = new Lambda(this, name, {
      description: duty.what,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: "handler.handler",
      code: Code.fromAsset(path.join(props.bundles, name)),
      memorySize: duty.memory,
      timeout: Duration.seconds(duty.timeout),
      tracing: Tracing.ACTIVE,
      environment: { ...props.environment, NODE_OPTIONS: "--enable-source-maps" },
      role,
      logGroup,
      ...(duty.sendsToItself ? { recursiveLoop: RecursiveLoop.ALLOW } : {}),
      ...(duty.concurrency !== undefined && props.reserve ? { reservedConcurrentExecutions: duty.concurrency } : {})
    })
    return { lambda, role }
  }

  private permit(role: Role, duty: Duty, { queues, secret, table }: FunctionsProps): void {
    const may = (actions: ReadonlyArray<string>, resources: ReadonlyArray<string>) => {
      if (actions.length > 0 && resources.length > 0) {
        role.addToPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }))
      }
    }
    const arn = (service: string, resource: string, resourceName: string, arnFormat = ArnFormat.SLASH_RESOURCE_NAME) =>
      Stack.of(this).formatArn({ service, resource, resourceName, arnFormat })
    may(duty.table, [table.tableArn])
    may(["dynamodb:Query"], duty.indexes.map((index) => `${table.tableArn}/index/${index}`))
    for (const name of duty.sendsTo) queues.get(name).grantSendMessages(role)
    if (duty.publishes) may(["iot:Publish"], [arn("iot", "topic", "lumi/v1/u/*")])
    if (duty.disconnects) may(["iot:DeleteConnection"], [arn("iot", "client", "*")])
    if (duty.readsSecret) {
      // Secrets Manager adds six characters of its own to a name
      may(["secretsmanager:GetSecretValue"], [
        arn("secretsmanager", "secret", `${secret}-??????`, ArnFormat.COLON_RESOURCE_NAME)
      ])
    }
  }
}
