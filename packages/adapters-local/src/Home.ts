import { Config } from "effect"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"

/** Where this instance keeps everything: `LUMI_HOME`, or `~/.lumi`. */
export const home: Config.Config<string> = Config.NonEmptyString("LUMI_HOME").pipe(
  Config.withDefault(path.join(os.homedir(), ".lumi")),
  Config.map((dir) => path.resolve(dir))
)

/** True for the one user whom PostgreSQL refuses and whom permissions do not stop. */
export const isRoot = (): boolean => process.getuid?.() === 0

/**
 * Makes a directory and what is missing above it, whatever the umask is. It is closed to others; root's can be passed but
 * not listed, because the account that runs the database has to get through.
 */
export const makeDirectory = (dir: string): void => {
  if (fs.existsSync(dir)) return
  makeDirectory(path.dirname(dir))
  fs.mkdirSync(dir)
  fs.chmodSync(dir, isRoot() ? 0o711 : 0o700)
}
