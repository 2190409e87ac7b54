import { Effect } from "effect"
import { execFile } from "node:child_process"
import fs from "node:fs"
import path from "node:path"
import { promisify } from "node:util"
import { isRoot } from "../Home.ts"
import { PostgresError } from "./PostgresError.ts"

export const exec = promisify(execFile)

/** Whom the server runs as: empty for this user, else an existing account, because PostgreSQL refuses root. */
export interface Account {
  readonly uid?: number
  readonly gid?: number
}

const lookUp = (user: string) =>
  Effect.all([
    Effect.tryPromise(() => exec("id", ["-u", user])),
    Effect.tryPromise(() => exec("id", ["-g", user]))
  ]).pipe(Effect.map(([uid, gid]): Account => ({ uid: Number(uid.stdout), gid: Number(gid.stdout) })))

/** Root keeps a database with the account that already has it: a home of somebody's, or of `nobody` from an earlier run. */
export const account = Effect.fn("Account.account")(function*(dataDirs: ReadonlyArray<string>) {
  if (!isRoot()) return {}
  const existing = dataDirs.map((dir) => fs.statSync(dir, { throwIfNoEntry: false })).find((stat) => stat !== undefined)
  if (existing !== undefined && existing.uid !== 0) return { uid: existing.uid, gid: existing.gid }
  return yield* lookUp("postgres").pipe(
    Effect.catch(() => lookUp("nobody")),
    Effect.mapError((cause) =>
      new PostgresError({
        reason: "NoAccount",
        message: "PostgreSQL does not run as root and there is no account postgres or nobody:"
          + " run Lumi as a normal user, or set DATABASE_URL",
        cause
      })
    )
  )
})

/** Can the account pass every directory down to `target`? Levels that do not exist yet are ours to make. */
export const reaches = (target: string, { uid, gid }: Account): boolean => {
  if (uid === undefined) return true
  const stat = fs.statSync(target, { throwIfNoEntry: false })
  const bit = stat?.uid === uid ? 0o100 : stat?.gid === gid ? 0o010 : 0o001
  if (stat?.isDirectory() === true && (stat.mode & bit) === 0) return false
  const above = path.dirname(target)
  return above === target || reaches(above, { uid, gid: gid ?? uid })
}

/** Gives a path to the account; the path itself, not what a link there points to. */
export const give = (target: string, { uid, gid }: Account): void => {
  if (uid !== undefined && gid !== undefined) fs.lchownSync(target, uid, gid)
}
