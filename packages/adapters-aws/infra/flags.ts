/** How CDK behaves where it keeps an older way by default. Said here, so that tests and deployments agree. */
export const flags = {
  // logs are allowed in by the bucket's policy, not by access control lists, which are switched off
  "@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy": true,
  "@aws-cdk/aws-iam:minimizePolicies": true,
  "@aws-cdk/core:enablePartitionLiterals": true,
  // what CloudFormation would refuse is an error, not a warning
  "@aws-cdk/core:validateAgainstDefaultRules": true
}
