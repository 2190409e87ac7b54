import { existsSync } from "node:fs"
import path from "node:path"
import { Aws } from "./aws.ts"
import { missing as withoutBrowser } from "./browser.ts"
import { Local } from "./local.ts"

/** A whole Lumi that a test has for itself, on whichever family. */
export interface Lumi {
  /** where pages are; known once it has started */
  readonly url: string
  /** whether connections of pages end when it is killed; the broker of AWS is nobody's process */
  readonly brokerDies: boolean
  /** Starts, or starts again where it was. */
  readonly start: () => Promise<void>
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>
  /** Runs a command of the operator beside it and gives back what it printed. */
  readonly operator: (...command: ReadonlyArray<string>) => Promise<unknown>
  /** Stops it in order and leaves nothing behind, also after a kill. */
  readonly stop: () => Promise<void>
}

/** The family whose turn it is: each has a project of its own with the same tests. */
export const onAws = process.env["LUMI_E2E"] === "aws"

export const makeLumi = (): Lumi => onAws ? new Aws() : new Local()

const dynamo = process.env["DYNOXIDE_BIN"]
  ?? path.join(import.meta.dirname, `../../../node_modules/@dynoxide/${process.platform}-${process.arch}/dynoxide`)

const withoutEmulators = onAws && !existsSync(dynamo) && process.env["LUMI_REQUIRE_ALL"] !== "1"
  ? ` (skipped: there is no dynoxide for ${process.platform}-${process.arch}; set DYNOXIDE_BIN to one)`
  : undefined

/** Why browser tests are skipped here; where all are required they run and fail instead. */
export const missing = withoutBrowser ?? withoutEmulators

/** A test's name with its family, and with the reason when it is skipped. */
export const onFamily = (name: string): string => `${name} (${onAws ? "AWS emulators" : "local"})${missing ?? ""}`
