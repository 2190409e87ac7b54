import { Validations } from "aws-cdk-lib"
import type { IConstruct } from "constructs"
import type { LumiStack } from "./LumiStack.ts"

const wildcard = (resource: string) => `AwsSolutions-IAM5[Resource::${resource}]`
const iot = (resource: string) => wildcard(`arn:<AWS::Partition>:iot:<AWS::Region>:<AWS::AccountId>:${resource}`)

/** What cdk-nag would object to and we mean: each with its reason, and only where it holds. */
export const accept = ({ edge, functions, queues, secured }: LumiStack): void => {
  const because = (where: IConstruct, id: string, reason: string) => Validations.of(where).acknowledge({ id, reason })

  for (const role of functions.roles) {
    because(role, wildcard("*"), "X-Ray knows no resources: whoever may send traces may send them for all.")
    because(role, iot("topic/lumi/v1/u/*"), "One topic per user, of whom nobody knows beforehand who they are.")
    because(role, iot("client/*"), "Any page may have to be cut off, and a page names itself anew each time it loads.")
  }
  for (const name of ["changes-dead", "schedules-dead", "rules-dead"]) {
    because(
      queues.get(name),
      "AwsSolutions-SQS3",
      "It is itself one of dead letters, of something that is not a queue."
    )
  }
  because(edge, "AwsSolutions-CFR1", "Couples live in any country, and travel.")
  because(
    edge,
    "AwsSolutions-CFR2",
    "A web ACL costs more than the rest of a small instance: context webAcl gives it one."
  )
  because(
    edge,
    "AwsSolutions-CFR3",
    "Who looks at what from where is not for us to keep; the API logs its requests without addresses."
  )
  because(
    edge,
    "Annotation::@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk",
    "Only the address / lists a bucket, and a function makes it that of a page before it gets there."
  )
  if (!secured) {
    because(edge, "AwsSolutions-CFR4", "CloudFront's own name comes with its own rule; a domain gets TLS 1.2.")
  }
}
