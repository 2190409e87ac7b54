import { randomBytes } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import { isAlive } from "./postgres/PidFile.ts"

/** A name next to `target` for what is built aside and then renamed; it carries whose it is. */
export const asideOf = (target: string): string => `${target}.${process.pid}-${randomBytes(4).toString("hex")}`

/** Removes what processes that were killed half-way have left next to `target`. */
export const sweep = (target: string): void => {
  const dir = path.dirname(target)
  for (const name of fs.readdirSync(dir)) {
    const pid = name.startsWith(`${path.basename(target)}.`) ? /\.(\d+)-[\da-f]{8}$/.exec(name)?.[1] : undefined
    if (pid !== undefined && !isAlive(Number(pid))) fs.rmSync(path.join(dir, name), { recursive: true, force: true })
  }
}
