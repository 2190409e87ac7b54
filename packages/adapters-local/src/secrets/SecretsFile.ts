import { SecretsRefused } from "@lumi/core/secrets/SecretsRefused"
import { Predicate } from "effect"
import fs from "node:fs"
import path from "node:path"
import { asideOf, sweep } from "../Aside.ts"
import { makeDirectory } from "../Home.ts"

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_RDONLY, O_WRONLY } = fs.constants

const has = (error: unknown, code: string) => Predicate.hasProperty(error, "code") && error.code === code

const refuse = (message: string) => new SecretsRefused({ message })

const mistrust = (file: string, stat: fs.Stats): string | undefined => {
  if (!stat.isFile()) return `${file} is not a plain file: remove it`
  if (process.getuid !== undefined && stat.uid !== process.getuid()) {
    return `${file} belongs to another user: run Lumi as that user, or set LUMI_HOME`
  }
  if (process.platform !== "win32" && (stat.mode & 0o077) !== 0) {
    return `${file} can be read by others: chmod 600 ${file}, and replace the secrets if others were there`
  }
  return undefined
}

const readFrom = (file: string, descriptor: number): string => {
  try {
    const wrong = mistrust(file, fs.fstatSync(descriptor))
    if (wrong !== undefined) throw refuse(wrong)
    return fs.readFileSync(descriptor, "utf8")
  } finally {
    fs.closeSync(descriptor)
  }
}

/** The content, or nothing when there is no file. What is checked is what is read: the open file, not its name. */
export const read = (file: string): string | undefined => {
  try {
    return readFrom(file, fs.openSync(file, O_RDONLY | O_NOFOLLOW))
  } catch (error) {
    if (has(error, "ENOENT")) return undefined
    if (has(error, "ELOOP")) throw refuse(`${file} is a symbolic link: put the file itself there`)
    throw error
  }
}

const sync = (target: string): void => {
  const descriptor = fs.openSync(target, O_RDONLY)
  fs.fsyncSync(descriptor)
  fs.closeSync(descriptor)
}

/** The whole content on the disk under a name of our own, before it gets the name that counts. */
const writeAside = (file: string, content: string): string => {
  makeDirectory(path.dirname(file))
  sweep(file)
  const aside = asideOf(file)
  const descriptor = fs.openSync(aside, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, 0o600)
  try {
    // all of it: one write alone may end with the room on the disk, and say nothing
    fs.writeFileSync(descriptor, content)
    fs.fsyncSync(descriptor)
    return aside
  } catch (error) {
    fs.rmSync(aside, { force: true })
    throw error
  } finally {
    fs.closeSync(descriptor)
  }
}

/** Gives `aside` a further name unless that is taken; a link, unlike a rename, never overwrites. */
const claim = (aside: string, name: string): boolean => {
  try {
    fs.linkSync(aside, name)
    return true
  } catch (error) {
    if (has(error, "EEXIST")) return false
    throw error
  } finally {
    fs.rmSync(aside, { force: true })
  }
}

/** Makes the file, whole or not at all. Of two starts at once one makes it and the other reads it. */
export const create = (file: string, content: string): void => {
  claim(writeAside(file, content), file)
  sync(path.dirname(file))
}

const next = (file: string) => `${file}.next`

/** Lays a complete successor next to the file. One that a killed start left there is complete and as good. */
export const propose = (file: string, content: string): void => {
  claim(writeAside(file, content), next(file))
}

/** Puts the successor in the place of the file, unless somebody else was first. */
export const accept = (file: string): void => {
  try {
    fs.renameSync(next(file), file)
  } catch (error) {
    if (!has(error, "ENOENT")) throw error
  }
  sync(path.dirname(file))
}

export const withdraw = (file: string): void => fs.rmSync(next(file), { force: true })
