import { Match } from "aws-cdk-lib/assertions"
import { assert, describe, it } from "vitest"
import { all, allowed, template, told } from "./stack.ts"

const config = all(template, "AWS::CloudFront::Distribution")[0]!.properties.DistributionConfig

describe("the edge", () => {
  it("answers the API by its function and everything else by files", () => {
    const paths = config.CacheBehaviors.map((each: { PathPattern: string }) => each.PathPattern)
    assert.sameMembers(paths, ["/api/*", "/healthz", "/readyz"])
    const origin = (id: string) => config.Origins.find((each: { Id: string }) => each.Id === id)
    assert.include(JSON.stringify(origin(config.DefaultCacheBehavior.TargetOriginId).DomainName), "sitefiles")
    for (const behavior of config.CacheBehaviors) {
      assert.include(JSON.stringify(origin(behavior.TargetOriginId).DomainName), "FunctionUrl")
      assert.includeMembers(behavior.AllowedMethods, ["GET", "POST", "PUT", "PATCH", "DELETE"])
      // AWS's own: nothing is cached; everything of a request but its Host reaches the function
      assert.strictEqual(behavior.CachePolicyId, "4135ea2d-6df8-44a3-9df3-4b5a84be39ad")
      assert.strictEqual(behavior.OriginRequestPolicyId, "b689b0a8-53d0-40ab-baf2-68738e2966ac")
      // who asks is said by the edge alone
      const [{ EventType, FunctionARN }] = behavior.FunctionAssociations
      const who = all(template, "AWS::CloudFront::Function").find(({ id }) => id === FunctionARN["Fn::GetAtt"][0])
      assert.strictEqual(EventType, "viewer-request")
      assert.include(who?.properties.FunctionCode, "event.viewer.ip")
    }
  })

  it("is the only way to a function", () => {
    const urls = all(template, "AWS::Lambda::Url")
    assert.deepStrictEqual(urls.map(({ properties }) => [properties.AuthType, properties.InvokeMode]), [
      ["AWS_IAM", "BUFFERED"]
    ])
    template.resourceCountIs("AWS::ApiGateway::RestApi", 0)
    template.resourceCountIs("AWS::ApiGatewayV2::Api", 0)
    const permissions = all(template, "AWS::Lambda::Permission").map(({ properties }) => properties)
    for (const { Principal, SourceArn } of permissions) {
      assert.include(["cloudfront.amazonaws.com", "iot.amazonaws.com"], Principal)
      assert.match(JSON.stringify(SourceArn), Principal.startsWith("iot") ? /realtimeauthorizer/ : /edgedistribution/)
    }
    for (const origin of config.Origins) assert.isDefined(origin.OriginAccessControlId)
    for (const { properties } of all(template, "AWS::CloudFront::OriginAccessControl")) {
      const { SigningBehavior, SigningProtocol } = properties.OriginAccessControlConfig
      assert.deepStrictEqual([SigningBehavior, SigningProtocol], ["always", "sigv4"])
    }
  })

  it("speaks TLS 1.2 at least", () => {
    assert.strictEqual(config.ViewerCertificate.MinimumProtocolVersion, "TLSv1.2_2021")
    for (const { ViewerProtocolPolicy } of [config.DefaultCacheBehavior, ...config.CacheBehaviors]) {
      assert.include(["https-only", "redirect-to-https"], ViewerProtocolPolicy)
    }
    for (const { CustomOriginConfig } of config.Origins) {
      if (CustomOriginConfig) assert.strictEqual(CustomOriginConfig.OriginProtocolPolicy, "https-only")
    }
    assert.deepStrictEqual(config.Aliases, ["lumi.example.org"])
  })

  it("gives files the headers that the API gives its answers", () => {
    const [policy] = all(template, "AWS::CloudFront::ResponseHeadersPolicy")
    const { CustomHeadersConfig, SecurityHeadersConfig } = policy!.properties.ResponseHeadersPolicyConfig
    assert.deepStrictEqual(SecurityHeadersConfig, {
      ContentSecurityPolicy: {
        ContentSecurityPolicy: `default-src 'none'; connect-src 'self' wss://${told.iotEndpoint}`,
        Override: true
      },
      ContentTypeOptions: { Override: true },
      ReferrerPolicy: { ReferrerPolicy: "no-referrer", Override: true },
      StrictTransportSecurity: {
        AccessControlMaxAgeSec: 31536000,
        IncludeSubdomains: true,
        Preload: false,
        Override: true
      }
    })
    assert.deepStrictEqual(CustomHeadersConfig.Items, [
      { Header: "cross-origin-opener-policy", Value: "same-origin", Override: true }
    ])
    assert.deepStrictEqual(config.DefaultCacheBehavior.ResponseHeadersPolicyId, { Ref: policy!.id })
  })

  it("knows which page an address shows", () => {
    const events = config.DefaultCacheBehavior.FunctionAssociations.map((each: { EventType: string }) => each.EventType)
    assert.sameMembers(events, ["viewer-request", "viewer-response"])
    for (const { properties } of all(template, "AWS::CloudFront::Function")) {
      assert.include(properties.FunctionCode, "function handler(event)")
      assert.strictEqual(properties.FunctionConfig.Runtime, "cloudfront-js-2.0")
    }
    // an error page of the distribution would take the place of what the API says
    assert.isUndefined(config.CustomErrorResponses)
  })
})

describe("realtime", () => {
  it("lets IoT check who signed a ticket before any function runs", () => {
    template.hasResourceProperties("AWS::IoT::Authorizer", {
      SigningDisabled: false,
      Status: "ACTIVE",
      TokenKeyName: "token",
      TokenSigningPublicKeys: Match.anyValue()
    })
  })

  it("puts what pages say into a queue, and what cannot be put there where it is seen", () => {
    const rules = all(template, "AWS::IoT::TopicRule").map(({ properties }) => properties)
    assert.lengthOf(rules, 2)
    for (const { RuleName, TopicRulePayload: { Actions, ErrorAction } } of rules) {
      assert.match(RuleName, /^\w+$/)
      assert.match(JSON.stringify(Actions[0].Sqs.QueueUrl), /queuesmessages[0-9A-F]{8}/)
      assert.include(JSON.stringify(ErrorAction.Sqs.QueueUrl), "rulesdead")
    }
    for (const { actions, resources } of allowed(template, "realtimerulesrole")) {
      for (const action of actions) assert.match(action, /^sqs:(SendMessage|GetQueue)/)
      for (const resource of resources) assert.match(resource, /queues(messages|rulesdead)/)
    }
  })
})
