/** What every command takes. */
export interface CommonOptions {
  readonly adapter: "local"
  readonly json?: boolean
  readonly home?: string
  readonly dryRun?: boolean
  readonly yes?: boolean
}
