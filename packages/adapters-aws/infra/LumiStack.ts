import { CfnOutput, CfnParameter, Stack, type StackProps, Tags } from "aws-cdk-lib"
import type { Construct } from "constructs"
import { queue as rulesQueue } from "../src/iot/Rules.ts"
import { Alarms } from "./constructs/Alarms.ts"
import { consumeChanges, consumeQueues } from "./constructs/Consumers.ts"
import { Dashboard } from "./constructs/Dashboard.ts"
import { Edge } from "./constructs/Edge.ts"
import { Functions } from "./constructs/Functions.ts"
import { Queues } from "./constructs/Queues.ts"
import { Realtime } from "./constructs/Realtime.ts"
import { Schedules } from "./constructs/Schedules.ts"
import { Site } from "./constructs/Site.ts"
import { Table } from "./constructs/Table.ts"
import type { Settings } from "./Settings.ts"
import { headersOf, readSite } from "./site.ts"

const variables = (environment: Readonly<Record<string, string>>) =>
  Object.entries(environment).map(([name, value]) => `${name}=${value}`).join(" ")

/** Lumi on AWS, whole: what is kept, what runs, what lets people in, and what tells when something is wrong. */
export class LumiStack extends Stack {
  readonly functions: Functions
  readonly queues: Queues
  readonly edge: Edge
  /** whether pages come under a name, and with a certificate, of our own */
  readonly secured: boolean

  constructor(scope: Construct, id: string, settings: Settings, props: StackProps = {}) {
    const tags = { app: "lumi", stage: settings.stage }
    super(scope, id, { description: "Lumi: a private space for two partners", tags, ...props })
    for (const [key, value] of Object.entries(tags)) Tags.of(this).add(key, value)

    const name = `lumi-${settings.stage}`
    const origin = settings.origin ?? this.parameter("Origin", "https:// and the address people type")
    const iotEndpoint = settings.iotEndpoint ?? this.parameter("IotEndpoint", "Host of IoT's data endpoint")
    const ticketKeys = settings.ticketKeys.length > 0
      ? settings.ticketKeys
      : [this.parameter("TicketKey", "PEM of the key that tickets are checked with")]

    const { table } = new Table(this, "table", settings.restored)
    const queues = this.queues = new Queues(this, "queues", name)
    const site = new Site(this, "site")
    const environment = {
      LUMI_TABLE: table.tableName,
      LUMI_QUEUES: queues.prefix,
      LUMI_SECRETS_ID: settings.secret,
      LUMI_IOT_ENDPOINT: iotEndpoint,
      LUMI_IOT_AUTHORIZER: name,
      LUMI_ORIGIN: origin
    }
    this.functions = new Functions(this, "functions", {
      bundles: settings.bundles,
      reserve: settings.reserve,
      table,
      queues,
      secret: settings.secret,
      environment: { ...environment, LUMI_SIGN_UP: settings.signUp, LUMI_LOG: "json" }
    })
    const functions = this.functions.all
    consumeQueues(functions, queues)
    consumeChanges(functions.changes, table, queues)
    new Schedules(this, "schedules", { tick: functions.tick, http: functions.http, dead: queues.get("schedules-dead") })
    new Realtime(this, "realtime", {
      name,
      ticketKeys,
      authorizer: functions.authorizer,
      messages: queues.get(rulesQueue),
      dead: queues.get("rules-dead")
    })
    this.edge = new Edge(this, "edge", {
      ...settings,
      headers: headersOf(readSite(settings.bundles), { broker: `wss://${iotEndpoint}`, secure: true }),
      site: site.bucket,
      http: functions.http
    })
    this.secured = settings.certificate !== undefined
    const watched = { functions, table, jobs: queues.jobs, dead: queues.dead }
    const alarms = new Alarms(this, "alarms", { ...watched, email: settings.email })
    new Dashboard(this, "dashboard", { ...watched, name })

    const { distribution } = this.edge
    const domainName = distribution.distributionDomainName
    this.say("Address", `https://${settings.domain ?? domainName}`, "What people type")
    this.say("DistributionDomain", domainName, "What the domain must be an alias of")
    this.say("SiteBucket", site.bucket.bucketName, "Where infra/site.ts puts the web app")
    this.say("AlarmTopic", alarms.topic.topicArn, "What alarms are told to")
    this.say("Environment", variables(environment), "What lumi --adapter aws has to know")
  }

  private say(id: string, value: string, description: string): CfnOutput {
    return new CfnOutput(this, id, { value, description })
  }

  /** What a deployment must be told and synthesis need not know: without it CloudFormation refuses to begin. */
  private parameter(id: string, description: string): string {
    return new CfnParameter(this, id, { type: "String", description, minLength: 1 }).valueAsString
  }
}
