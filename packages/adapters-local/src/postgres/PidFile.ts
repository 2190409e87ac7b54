import { Effect } from "effect"
import fs from "node:fs"
import net from "node:net"
import path from "node:path"
import { exec } from "./Account.ts"

/** What `postmaster.pid` says; it is current only if that process is really the server of this directory. */
export interface PidFile {
  readonly pid: number
  readonly socketPath: string
  readonly status: string
}

const at = (dataDir: string) => path.join(dataDir, "postmaster.pid")

const firstLine = (file: string) => fs.existsSync(file) ? fs.readFileSync(file, "utf8").split("\n")[0] : undefined

/** Lines: 1 pid, 4 port, 5 directory of the socket, 8 status. */
export const read = (dataDir: string): Effect.Effect<PidFile | undefined> =>
  Effect.try(() => fs.readFileSync(at(dataDir), "utf8").split("\n").map((line) => line.trim())).pipe(
    Effect.map((lines) => ({
      pid: Number(lines[0]),
      socketPath: path.join(lines[4] ?? "", `.s.PGSQL.${lines[3]}`),
      status: lines[7] ?? ""
    })),
    Effect.orElseSucceed(() => undefined)
  )

export const isAlive = (pid: number): boolean => {
  // signal 0 to a living process of another user fails with EPERM
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM"
  }
}

/** Pids are reused, above all in containers: only the command line tells whose it is. Not knowing counts as yes. */
const isServerOf = (pid: number, dataDir: string) =>
  Effect.try(() => fs.readFileSync(`/proc/${pid}/cmdline`, "utf8")).pipe(
    Effect.catch(() =>
      Effect.map(Effect.tryPromise(() => exec("ps", ["-p", String(pid), "-o", "command="])), ({ stdout }) => stdout)
    ),
    Effect.map((command) => command.includes(dataDir)),
    Effect.orElseSucceed(() => true)
  )

/** PostgreSQL does not start while a lock file names a living process, also when that is some other program. */
export const removeForeign = Effect.fnUntraced(function*(dataDir: string, socketDir: string) {
  for (const file of [at(dataDir), path.join(socketDir, ".s.PGSQL.5432.lock")]) {
    const pid = Number(firstLine(file))
    if (pid > 0 && isAlive(pid) && !(yield* isServerOf(pid, dataDir))) fs.rmSync(file, { force: true })
  }
})

const answers = (socketPath: string): Effect.Effect<boolean> =>
  Effect.callback((resume) => {
    const socket = net.connect({ path: socketPath }, () => {
      socket.destroy()
      resume(Effect.succeed(true))
    })
    socket.once("error", () => resume(Effect.succeed(false)))
  })

/** In a directory that others can enter, or that is another account's, a stranger's server could be listening. */
const isPrivate = (dataDir: string, socketPath: string): boolean => {
  const stat = fs.lstatSync(path.dirname(socketPath), { throwIfNoEntry: false })
  const owner = fs.statSync(dataDir, { throwIfNoEntry: false })?.uid
  return stat?.isDirectory() === true && stat.uid === owner && (stat.mode & 0o077) === 0
}

/** The server that runs on this directory, if one is ready and answers on a socket of its own. */
export const running = Effect.fnUntraced(function*(dataDir: string) {
  const file = yield* read(dataDir)
  if (file?.status !== "ready" || !isPrivate(dataDir, file.socketPath)) return undefined
  return (yield* answers(file.socketPath)) ? file : undefined
})
