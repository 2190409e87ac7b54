// npm run start:aws: the whole of Lumi on the adapters for AWS, against emulators on this machine. Two processes, so that
// one can be killed while the other goes on: the services of AWS, and the functions. Both end with this one.
import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { homedir, tmpdir } from "node:os"
import path from "node:path"
import { parseArgs } from "node:util"

const usage = `Usage: npm run start:aws -- [options]

  -p, --port NUMBER   port of the edge (PORT, else 8788; 0 takes any that is free)
  --home DIRECTORY    data of this instance (LUMI_HOME, else ~/.lumi)
  --demo              on a throw-away home, with a couple and words to look at
  --json              print one JSON document when it is ready
`

const optionsOf = (args: ReadonlyArray<string>) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string", short: "p" },
      home: { type: "string" },
      demo: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false }
    }
  })
  const port = Number(values.port ?? process.env["PORT"] ?? 8788)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error("A port is 0 to 65535.")
  return {
    ...values,
    port,
    home: path.resolve(values.home ?? process.env["LUMI_HOME"] ?? path.join(homedir(), ".lumi"))
  }
}

const children: Array<ChildProcess> = []

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once("exit", () => resolve()))

/** Whatever is told on stdout is told when the process is ready; it lives until its stdin is closed. */
const start = (file: string, ...args: ReadonlyArray<string>): Promise<Readonly<Record<string, unknown>>> => {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, file), ...args], {
    stdio: ["pipe", "pipe", "inherit"],
    // a Ctrl-C at the terminal is for this process, which stops the others in order
    detached: true
  })
  children.push(child)
  return new Promise((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const line = text.split("\n").find((line) => line.startsWith("{"))
      if (line !== undefined) resolve(JSON.parse(line) as Readonly<Record<string, unknown>>)
    })
    child.once("exit", (code) => reject(new Error(`${file} ended with ${code} before it was ready.`)))
  })
}

/** The last that was started stops first, and has until it is done. */
const stop = async () => {
  for (const child of children.toReversed()) {
    child.kill("SIGTERM")
    await ended(child)
  }
}

const program = path.resolve(import.meta.dirname, "../../cli/dist/lumi.mjs")

/** The couple of the demo; who they are and how they sign in is said, unless a program reads along. */
const seed = (home: string, json: boolean) => {
  const args = [program, "seed", "demo", "--adapter", "aws", "--home", home]
  const child = spawn(process.execPath, args, { stdio: ["ignore", json ? "ignore" : "inherit", "inherit"] })
  return ended(child).then(() => {
    if (child.exitCode !== 0) throw new Error("The couple of the demo could not be made.")
  })
}

const run = async (args: ReadonlyArray<string>): Promise<number> => {
  const options = optionsOf(args)
  if (options.help) {
    process.stdout.write(usage)
    return 0
  }
  const home = options.demo ? mkdtempSync(path.join(tmpdir(), "lumi-aws-")) : options.home
  const signal = new Promise<void>((resolve) => {
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(name, () => resolve())
  })
  try {
    const ready = (async () => {
      await start("main.ts", home)
      const { url } = await start("host.ts", home, String(options.port))
      if (options.demo) await seed(home, options.json)
      process.stdout.write(
        options.json ? `${JSON.stringify({ ready: true, url })}\n` : `Lumi is ready: ${String(url)}\n`
      )
      await Promise.race(children.map(ended))
      throw new Error("A part of Lumi ended by itself.")
    })()
    await Promise.race([ready, signal])
    return 0
  } finally {
    await stop()
    if (options.demo) rmSync(home, { recursive: true, force: true })
  }
}

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
)
