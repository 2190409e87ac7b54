import { fileURLToPath } from "node:url"

/** The folder of the repository. */
export const root = fileURLToPath(new URL("../..", import.meta.url))

/** An end of the command that was foreseen: its message is all that is printed. */
export class Failure extends Error {
  constructor(message, code = 1) {
    super(message)
    this.code = code
  }
}

/** One line for the person. Always on stderr: stdout belongs to the program that runs afterwards. */
export const say = (line) => process.stderr.write(`${line}\n`)

/** Does one step and says in one line what it was and how long it took. */
export const step = async (label, work) => {
  const started = Date.now()
  process.stderr.write(`${label} … `)
  try {
    await work()
  } catch (error) {
    say("failed")
    throw error
  }
  say(`${((Date.now() - started) / 1000).toFixed(1)} s`)
}
