import { Duration } from "aws-cdk-lib"
import { Certificate } from "aws-cdk-lib/aws-certificatemanager"
import {
  AccessLevel,
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  type FunctionAssociation,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginRequestPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy
} from "aws-cdk-lib/aws-cloudfront"
import { FunctionUrlOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins"
import { type Function as Lambda, FunctionUrlAuthType, InvokeMode } from "aws-cdk-lib/aws-lambda"
import type { Bucket } from "aws-cdk-lib/aws-s3"
import { Construct } from "constructs"
import path from "node:path"
import type { Settings } from "../Settings.ts"
import { policyOf } from "./Headers.ts"

export interface EdgeProps extends Pick<Settings, "domain" | "certificate" | "webAcl"> {
  /** that every answer has, as the API gives them to its own */
  readonly headers: Readonly<Record<string, string>>
  readonly site: Bucket
  readonly http: Lambda
}

/** What the API answers: everything else is the web app. */
const paths = ["/api/*", "/healthz", "/readyz"]

/** The one address people type: the web app from the bucket, the API from its function, both reachable only through here. */
export class Edge extends Construct {
  readonly distribution: Distribution

  constructor(scope: Construct, id: string, props: EdgeProps) {
    super(scope, id)
    const url = props.http.addFunctionUrl({ authType: FunctionUrlAuthType.AWS_IAM, invokeMode: InvokeMode.BUFFERED })
    const api: BehaviorOptions = {
      origin: FunctionUrlOrigin.withOriginAccessControl(url, {
        // a request that takes longer than its function may has failed
        readTimeout: Duration.seconds(35),
        keepaliveTimeout: Duration.seconds(60)
      }),
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      // cookies, queries and headers reach the function; a foreign Host does not
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      compress: true,
      functionAssociations: [
        this.runs("viewer-address", FunctionEventType.VIEWER_REQUEST, "Who asks the API")
      ]
    }
    const { certificate, domain, webAcl } = props
    this.distribution = new Distribution(this, "distribution", {
      comment: "Lumi",
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      // which page "/" shows is said by a function; whatever becomes of it, "/" never lists the bucket
      defaultRootObject: "index.html",
      ...(domain === undefined || certificate === undefined
        ? {}
        : {
          domainNames: [domain],
          certificate: Certificate.fromCertificateArn(this, "certificate", certificate),
          minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021
        }),
      ...(webAcl === undefined ? {} : { webAclId: webAcl }),
      defaultBehavior: this.web(props),
      additionalBehaviors: Object.fromEntries(paths.map((path) => [path, api]))
    })
  }

  private web({ headers, site }: EdgeProps): BehaviorOptions {
    return {
      // Who may list is told 404 of a file that is not there, others 403. Nobody outside can: that takes the address "/".
      origin: S3BucketOrigin.withOriginAccessControl(site, {
        originAccessLevels: [AccessLevel.READ, AccessLevel.LIST]
      }),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      compress: true,
      responseHeadersPolicy: new ResponseHeadersPolicy(this, "headers", policyOf(headers)),
      functionAssociations: [
        this.runs("viewer-request", FunctionEventType.VIEWER_REQUEST, "Which file of the web app answers an address"),
        this.runs("viewer-response", FunctionEventType.VIEWER_RESPONSE, "The status of a page that does not exist")
      ]
    }
  }

  private runs(name: string, eventType: FunctionEventType, comment: string): FunctionAssociation {
    const filePath = path.resolve(import.meta.dirname, "../functions", `${name}.js`)
    const code = FunctionCode.fromFile({ filePath })
    return { eventType, function: new EdgeFunction(this, name, { code, comment, runtime: FunctionRuntime.JS_2_0 }) }
  }
}
