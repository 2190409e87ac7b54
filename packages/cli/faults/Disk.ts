import { Effect } from "effect"
import { execFileSync } from "node:child_process"
import { chmodSync, closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"

const mount = (size: string) => {
  const dir = mkdtempSync(path.join(tmpdir(), "lumi-disk-"))
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size},mode=0755`, "lumi-faults", dir], { stdio: "ignore" })
    chmodSync(dir, 0o755)
    return dir
  } catch (error) {
    rmdirSync(dir)
    throw error
  }
}

const unmount = (dir: string) => {
  execFileSync("umount", ["--lazy", dir])
  rmdirSync(dir)
}

/** Only root may mount one, and not in every container. */
export const missing = Effect.sync(() => {
  try {
    unmount(mount("1m"))
    return undefined
  } catch {
    return { why: "no tmpfs can be mounted here", forbidden: true }
  }
})

/** A disk of so many bytes for as long as the scope is open. */
export const small = (size: string) =>
  Effect.map(
    Effect.acquireRelease(Effect.sync(() => mount(size)), (dir) => Effect.sync(() => unmount(dir))),
    (dir) => {
      const ballast = path.join(dir, "ballast")
      return {
        dir,
        /** Takes all the room that there is. */
        fill: Effect.sync(() => {
          const file = openSync(ballast, "w")
          try {
            // until it is refused: others take room as well, meanwhile
            for (const block = Buffer.alloc(64 * 1024);;) writeSync(file, block)
          } catch (error) {
            if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error
          } finally {
            closeSync(file)
          }
        }),
        free: Effect.sync(() => rmSync(ballast, { force: true }))
      }
    }
  )
