import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam"
import { CfnAuthorizer, CfnTopicRule } from "aws-cdk-lib/aws-iot"
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda"
import type { Queue } from "aws-cdk-lib/aws-sqs"
import { Construct } from "constructs"
import * as Rules from "../../src/iot/Rules.ts"
import { ofThisAccount } from "./Trust.ts"

export interface RealtimeProps {
  /** by which pages ask for the authorizer; what the names of rules begin with */
  readonly name: string
  readonly authorizer: Lambda
  /** PEM of the keys that tickets are checked with */
  readonly ticketKeys: ReadonlyArray<string>
  readonly messages: Queue
  readonly dead: Queue
}

/** IoT Core: who may connect, and what becomes of what pages say. */
export class Realtime extends Construct {
  constructor(scope: Construct, id: string, props: RealtimeProps) {
    super(scope, id)
    this.authorize(props)
    this.collect(props)
  }

  /** IoT looks at the signature of a ticket itself: whoever has none costs us nothing, not even an invocation. */
  private authorize({ authorizer, name, ticketKeys }: RealtimeProps): void {
    const resource = new CfnAuthorizer(this, "authorizer", {
      authorizerName: name,
      authorizerFunctionArn: authorizer.functionArn,
      status: "ACTIVE",
      signingDisabled: false,
      tokenKeyName: Rules.authorizer.tokenKey,
      tokenSigningPublicKeys: Object.fromEntries(ticketKeys.map((key, at) => [`key-${at + 1}`, key])),
      enableCachingForHttp: false
    })
    authorizer.addPermission("iot", {
      principal: new ServicePrincipal("iot.amazonaws.com"),
      sourceArn: resource.attrArn
    })
  }

  /** Reports and comings and goings become jobs: a function that is down or slow loses none of them. */
  private collect({ dead, messages, name: stack }: RealtimeProps): void {
    const role = new Role(this, "rules-role", { assumedBy: ofThisAccount(this, "iot.amazonaws.com") })
    messages.grantSendMessages(role)
    dead.grantSendMessages(role)
    for (const [name, { sql, what }] of Object.entries(Rules.rules)) {
      const rule = new CfnTopicRule(this, name, {
        // no hyphens in the names of rules
        ruleName: `${stack}-${name}`.replaceAll("-", "_"),
        topicRulePayload: {
          description: what,
          awsIotSqlVersion: Rules.sqlVersion,
          sql,
          actions: [{ sqs: { queueUrl: messages.queueUrl, roleArn: role.roleArn, useBase64: false } }],
          errorAction: { sqs: { queueUrl: dead.queueUrl, roleArn: role.roleArn, useBase64: false } }
        }
      })
      // nothing is sent before it may be
      rule.node.addDependency(role)
    }
  }
}
