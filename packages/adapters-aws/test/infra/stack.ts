import { App } from "aws-cdk-lib"
import { Template } from "aws-cdk-lib/assertions"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { functionNames } from "../../infra/Duties.ts"
import { flags } from "../../infra/Flags.ts"
import { lumi } from "../../infra/Lumi.ts"

const headers = {
  "content-security-policy": "default-src 'none'; connect-src 'self' {broker}",
  "cross-origin-opener-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff"
}

const made: Array<string> = []

const temporary = (name: string): string => {
  const folder = mkdtempSync(path.join(tmpdir(), `lumi-${name}-`))
  made.push(folder)
  return folder
}

/** Takes away every folder that was made here. */
export const cleanUp = (): void => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
}

/** A folder like the one that the build of the workers leaves, with functions that do nothing. */
export const tinyBundles = (): string => {
  const bundles = temporary("bundles")
  for (const name of functionNames) {
    mkdirSync(path.join(bundles, name))
    writeFileSync(path.join(bundles, name, "handler.mjs"), "export const handler = async () => ({})\n")
  }
  writeFileSync(path.join(bundles, "site.json"), JSON.stringify({ headers, types: {}, cacheControl: [] }))
  return bundles
}

/** An app in a folder of its own. */
export const appOf = (context: Record<string, string>): App =>
  new App({
    analyticsReporting: false,
    outdir: temporary("cdk"),
    context: { ...flags, ...context }
  })

/** What CloudFormation would be given. */
export const templateOf = (context: Record<string, string>): Template => Template.fromStack(lumi(appOf(context)))

/** What a deployment with a name of its own is told. */
export const told = {
  bundles: tinyBundles(),
  stage: "test",
  domain: "lumi.example.org",
  certificate: "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000",
  iotEndpoint: "a1b2c3-ats.iot.eu-central-1.amazonaws.com",
  email: "operator@example.org",
  secret: "lumi/known-name"
}

/** What CloudFormation would be given for it: made once, looked at from all sides. */
export const template = templateOf(told)

/** A statement of a policy, its single values as lists. */
export interface Statement {
  readonly effect: string
  readonly actions: ReadonlyArray<string>
  /** as text: names, or how CloudFormation makes them */
  readonly resources: ReadonlyArray<string>
  readonly conditions: string
}

const list = (value: unknown): ReadonlyArray<unknown> => Array.isArray(value) ? value : [value]

const statements = (document: unknown): ReadonlyArray<Statement> =>
  list(Object(document).Statement).map((statement) => {
    const { Action, Condition, Effect, Resource } = Object(statement)
    return {
      effect: String(Effect),
      actions: list(Action).map(String),
      resources: list(Resource).map((each) => typeof each === "string" ? each : JSON.stringify(each)),
      conditions: JSON.stringify(Condition ?? {})
    }
  })

/** All resources of a kind with their logical ids. */
export const all = (template: Template, type: string) =>
  Object.entries(template.findResources(type)).map(([id, resource]) => ({
    id,
    deletion: [resource["DeletionPolicy"], resource["UpdateReplacePolicy"]],
    properties: Object(resource["Properties"])
  }))

/** What the roles whose id begins so may do. */
export const allowed = (template: Template, idBegins: string): ReadonlyArray<Statement> =>
  all(template, "AWS::IAM::Policy").filter(({ id }) => id.startsWith(idBegins)).flatMap(({ properties }) =>
    statements(properties.PolicyDocument)
  )

/** What the policies of a resource's own say, as of buckets and queues. */
export const policiesOf = (template: Template, type: string, what: "Bucket" | "Queues" | "Topics") =>
  all(template, type).map(({ properties }) => ({
    on: JSON.stringify(properties[what]),
    statements: statements(properties.PolicyDocument)
  }))
