import { Duration, RemovalPolicy } from "aws-cdk-lib"
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from "aws-cdk-lib/aws-s3"
import { Construct } from "constructs"

const closed = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  removalPolicy: RemovalPolicy.RETAIN
}

/** Where the built web app lies, for CloudFront alone; and who reads it past CloudFront, in a log. */
export class Site extends Construct {
  readonly bucket: Bucket

  constructor(scope: Construct, id: string) {
    super(scope, id)
    const log = new Bucket(this, "log", { ...closed, lifecycleRules: [{ expiration: Duration.days(90) }] })
    this.bucket = new Bucket(this, "files", {
      ...closed,
      // an upload gone wrong can be taken back, and pages that are open still find the files they began with
      versioned: true,
      lifecycleRules: [
        { noncurrentVersionExpiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(2) }
      ],
      serverAccessLogsBucket: log,
      serverAccessLogsPrefix: "site/"
    })
  }
}
