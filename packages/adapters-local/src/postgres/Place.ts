import { Effect } from "effect"
import { createHash } from "node:crypto"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { asideOf, sweep } from "../Aside.ts"
import { makeDirectory } from "../Home.ts"
import { type Account, give, reaches } from "./Account.ts"
import { explain, PostgresError } from "./PostgresError.ts"

/** Where a server keeps its data and its socket. */
export interface Place {
  readonly dataDir: string
  readonly socketDir: string
}

/** Where root's data go when the account cannot reach the place they were asked for. */
export const movedDir = (asked: string, sharedDir: string): string => path.join(sharedDir, `data-${hash(asked)}`)

const hash = (dir: string) => createHash("sha256").update(dir).digest("hex").slice(0, 12)

/** One name for a directory, also when it is reached by a link: two names would make two servers of it. */
export const canonical = (dir: string): string => {
  if (fs.existsSync(dir)) return fs.realpathSync(dir)
  const above = path.dirname(dir)
  return above === dir ? dir : path.join(canonical(above), path.basename(dir))
}

/** The path of a socket is limited to about 104 bytes, and root may have temporary files where the account cannot go. */
const temporary = (who: Account): string => os.tmpdir().length < 70 && reaches(os.tmpdir(), who) ? os.tmpdir() : "/tmp"

const majors = (dir: string): ReadonlyArray<number> =>
  fs.existsSync(dir)
    ? fs.readdirSync(dir).flatMap((name) => /^pg(\d+)$/.exec(name)?.[1] ?? []).map(Number).toSorted((a, b) => b - a)
    : []

const onlyOther = (dir: string, major: number): PostgresError | undefined => {
  const found = majors(dir)
  const other = found[0]
  if (other === undefined || found.includes(major)) return undefined
  return new PostgresError({
    reason: "OtherVersion",
    message: other < major
      ? `${dir} was written by PostgreSQL ${other}, this Lumi brings ${major}: run \`lumi backup\` with the Lumi that`
        + " wrote it, then `lumi restore` with this one on an empty LUMI_HOME"
      : `${dir} was written by PostgreSQL ${other}, this Lumi only knows ${major}: start the newer Lumi`
  })
}

/**
 * A place once chosen stays: permissions that change later must never lead to a second, empty database.
 * The major version is in the name, so that an upgrade never opens an old layout.
 */
export const choose = Effect.fn("Place.choose")(function*(
  asked: string,
  sharedDir: string,
  who: Account,
  major: number
) {
  const moved = movedDir(asked, sharedDir)
  const isMoved = who.uid !== undefined && fs.existsSync(moved) || !reaches(asked, who)
  if (isMoved && fs.existsSync(path.join(asked, `pg${major}`))) {
    return yield* new PostgresError({
      reason: "Unreachable",
      message: `${asked} holds a database, but the account PostgreSQL runs as cannot pass the directories above it:`
        + " open them (chmod o+x) and start again"
    })
  }
  if (isMoved) {
    yield* Effect.logWarning(`${asked} is closed to the account PostgreSQL runs as: the database is in ${moved}`)
  }
  const dir = isMoved ? moved : asked
  const other = yield* Effect.try({ try: () => onlyOther(dir, major), catch: explain(dir) })
  if (other !== undefined) return yield* other
  return {
    dataDir: path.join(dir, `pg${major}`),
    socketDir: path.join(temporary(who), `lumi-${hash(asked)}`)
  } satisfies Place
})

/** A stranger's directory could hold a stranger's server: only one of ours, closed to others, will do. */
export const prepareSocketDir = (socketDir: string, who: Account): void => {
  if (!fs.existsSync(socketDir)) {
    fs.mkdirSync(socketDir, { mode: 0o700 })
    give(socketDir, who)
  }
  const stat = fs.lstatSync(socketDir)
  if (!stat.isDirectory() || stat.uid !== (who.uid ?? process.getuid?.()) || (stat.mode & 0o077) !== 0) {
    throw new PostgresError({
      reason: "NotOurs",
      message: `${socketDir} belongs to somebody else: remove it and start again`
    })
  }
}

/** An empty directory of the account's next to the data directory, for what initdb does not do in one step. */
export const prepareInitDir = (dataDir: string, who: Account): string => {
  makeDirectory(path.dirname(dataDir))
  sweep(dataDir)
  const aside = asideOf(dataDir)
  fs.mkdirSync(aside, { mode: 0o700 })
  give(aside, who)
  return aside
}

export const isInitialised = (dataDir: string): boolean => fs.existsSync(path.join(dataDir, "PG_VERSION"))

/** Of two first starts at once one gives its directory the name, and the other uses that one. */
export const claimDataDir = (aside: string, dataDir: string): void => {
  if (fs.existsSync(dataDir) && fs.readdirSync(dataDir).length > 0) fs.rmSync(aside, { recursive: true, force: true })
  else fs.renameSync(aside, dataDir)
  if (isInitialised(dataDir)) return
  throw new PostgresError({ reason: "NotOurs", message: `${dataDir} is not a database: move it away and start again` })
}
