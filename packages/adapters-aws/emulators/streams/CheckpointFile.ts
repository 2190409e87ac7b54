import fs from "node:fs"
import type { Checkpoints } from "../EventSourceMappingStreams.ts"

/** How far a mapping got, in a file that outlives it: what Lambda remembers for a function. */
export const checkpointsIn = (file: string): Checkpoints => {
  const known: Record<string, string> = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {}
  return {
    get: (shard) => known[shard],
    set: (shard, sequenceNumber) => {
      known[shard] = sequenceNumber
      fs.writeFileSync(`${file}.new`, JSON.stringify(known))
      fs.renameSync(`${file}.new`, file)
    }
  }
}
