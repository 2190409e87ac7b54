import { Effect, Schedule, Schema } from "effect"
import fs from "node:fs"
import path from "node:path"

/** Another process has these emulators. */
export class InUse extends Schema.TaggedError<InUse>()("InUse", { folder: Schema.String, pid: Schema.Int }) {
  override get message() {
    return `Process ${this.pid} already runs emulators in ${this.folder}: stop it, or choose another home.`
  }
}

const isAlive = (pid: number): boolean => {
  try {
    return pid > 0 && pid !== process.pid && process.kill(pid, 0)
  } catch {
    return false
  }
}

const holder = (file: string): number => fs.existsSync(file) ? Number(fs.readFileSync(file, "utf8")) : 0

/** One process at a time keeps what is in a folder. One that is just ending, because its parent was killed, is waited for. */
export const alone = (folder: string) => {
  const file = path.join(folder, "pid")
  const take = Effect.suspend(() => {
    const pid = holder(file)
    if (isAlive(pid)) return Effect.fail(new InUse({ folder, pid }))
    fs.writeFileSync(file, String(process.pid))
    return Effect.void
  }).pipe(Effect.retry({ schedule: Schedule.spaced("100 millis"), times: 100 }))
  return Effect.acquireRelease(take, () => Effect.sync(() => fs.rmSync(file, { force: true })))
}
