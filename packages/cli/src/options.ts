/** The families of backends. */
export type Adapter = "local" | "aws"

/** What every command takes. */
export interface CommonOptions {
  readonly adapter: Adapter
  readonly json?: boolean
  readonly home?: string
  readonly dryRun?: boolean
  readonly yes?: boolean
}
