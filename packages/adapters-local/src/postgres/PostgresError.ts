import { Data, Predicate } from "effect"

/** Why there is no database; `message` is one line that says what to do. */
export class PostgresError extends Data.TaggedError("PostgresError")<{
  readonly reason:
    | "AlreadyRunning"
    | "Died"
    | "Failed"
    | "NoAccess"
    | "NoAccount"
    | "NoBinaries"
    | "NoSpace"
    | "NotOurs"
    | "OtherVersion"
    | "Unreachable"
  readonly message: string
  readonly cause?: unknown
}> {}

const text = (cause: unknown): string =>
  Predicate.hasProperty(cause, "stderr") && typeof cause.stderr === "string" && cause.stderr !== ""
    ? cause.stderr
    : Predicate.hasProperty(cause, "message")
    ? String(cause.message)
    : String(cause)

const code = (cause: unknown): string => Predicate.hasProperty(cause, "code") ? String(cause.code) : ""

const syscall = (cause: unknown): string => Predicate.hasProperty(cause, "syscall") ? String(cause.syscall) : ""

/** The line of a log that says why it ends there. */
const complaint = (log: string): string => {
  const lines = log.split("\n").map((line) => line.trim()).filter((line) => line !== "")
  const last = lines.findLast((line) => /PANIC:|FATAL:|error:/.test(line)) ?? lines.at(-1) ?? "no output"
  return last.replace(/^.*?(PANIC|FATAL|error):\s*/, "")
}

/** Turns what the system or PostgreSQL said about a directory into what the operator can do. */
export const explain = (dir: string) => (cause: unknown): PostgresError => {
  if (cause instanceof PostgresError) return cause
  const said = text(cause)
  if (code(cause) === "ENOSPC" || /No space left on device/i.test(said)) {
    return new PostgresError({
      reason: "NoSpace",
      message: `the disk of ${dir} is full: free some space and start again, nothing that was saved is lost`,
      cause
    })
  }
  if (/^(spawn|execve)/.test(syscall(cause)) || /shared librar|shared object|Exec format/.test(said)) {
    return new PostgresError({
      reason: "NoBinaries",
      message:
        `the PostgreSQL that npm installed does not run on this system (${complaint(said)}): set DATABASE_URL to one`
        + " of yours, 15 or newer",
      cause
    })
  }
  if (["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST"].includes(code(cause)) || /Permission denied/i.test(said)) {
    return new PostgresError({
      reason: "NoAccess",
      message:
        `${dir} cannot be used (${code(cause) || "EACCES"}): give it to this user, or set LUMI_HOME to a directory`
        + " this user may write",
      cause
    })
  }
  return new PostgresError({ reason: "Failed", message: `PostgreSQL in ${dir}: ${complaint(said)}`, cause })
}
