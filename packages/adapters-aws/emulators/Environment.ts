import { Effect, Schema } from "effect"
import fs from "node:fs"
import path from "node:path"
import { credentials, region } from "./Credentials.ts"

/** Where each emulated service answers. */
export interface Endpoints {
  readonly dynamodb: string
  readonly sqs: string
  readonly s3: string
  readonly secrets: string
  readonly iot: string
}

/** What the instance on the emulators is made of. */
export interface Names {
  readonly table: string
  /** what the addresses of all queues begin with */
  readonly queues: string
  readonly secret: string
  /** the bucket of the web app */
  readonly bucket: string
}

/** The variables by which any program of Lumi, and any client of AWS, finds the instance on the emulators. */
export const variablesOf = (endpoints: Endpoints, names: Names): Record<string, string> => ({
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
  AWS_ENDPOINT_URL_DYNAMODB_STREAMS: endpoints.dynamodb,
  AWS_ENDPOINT_URL_SQS: endpoints.sqs,
  AWS_ENDPOINT_URL_S3: endpoints.s3,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secrets,
  LUMI_TABLE: names.table,
  LUMI_QUEUES: names.queues,
  LUMI_SECRETS_ID: names.secret,
  LUMI_IOT_ENDPOINT: endpoints.iot,
  LUMI_SITE_BUCKET: names.bucket
})

/** Where the emulators keep what outlives them, and say where they are. */
export const folderOf = (home: string): string => path.join(home, "aws")

const fileOf = (home: string): string => path.join(folderOf(home), "env.json")

const Variables = Schema.fromJsonString(Schema.Record(Schema.String, Schema.String))

/** Nobody ever reads half of it. */
export const write = (home: string, variables: Readonly<Record<string, string>>) =>
  Effect.sync(() => {
    const file = fileOf(home)
    fs.writeFileSync(`${file}.new`, `${JSON.stringify(variables, undefined, 2)}\n`, { mode: 0o600 })
    fs.renameSync(`${file}.new`, file)
  })

/** There are no emulators at this home. */
export class NoEmulators extends Schema.TaggedError<NoEmulators>()("NoEmulators", { home: Schema.String }) {
  override get message() {
    return `There is no Lumi on emulators in ${this.home}: start one with npm run start:aws.`
  }
}

/** The variables of the emulators of a home. */
export const read = (home: string) =>
  Effect.try({ try: () => fs.readFileSync(fileOf(home), "utf8"), catch: () => new NoEmulators({ home }) }).pipe(
    Effect.flatMap((text) => Effect.orDie(Schema.decodeEffect(Variables)(text)))
  )

/** They are over. */
export const remove = (home: string) => Effect.sync(() => fs.rmSync(fileOf(home), { force: true }))
