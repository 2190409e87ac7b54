// Everything that can be said about the code without running it. All steps run, also when one of them fails.
import { spawn } from "node:child_process"

const steps = {
  layout: ["node_modules/dprint/bin.cjs", "check", "--list-different"],
  lint: ["node_modules/oxlint/bin/oxlint"],
  lockfile: ["scripts/lockfile.mjs"],
  unused: ["node_modules/knip/bin/knip.js", "--no-config-hints"],
  examples: ["scripts/types.mjs", "."],
  types: [
    "node_modules/turbo/bin/turbo",
    "run",
    "check",
    "--continue",
    "--output-logs=errors-only",
    "--log-prefix=none"
  ]
}

// Turbo asks npm to run the task of a package; what npm says about a failure hides the failure.
const env = { ...process.env, npm_config_loglevel: "silent", ...(process.stdout.isTTY ? {} : { NO_COLOR: "1" }) }

const check = ([name, args]) =>
  new Promise((resolve) => {
    const started = Date.now()
    let output = ""
    const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] })
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text))
    child.on("close", (code) => {
      const seconds = ((Date.now() - started) / 1000).toFixed(1)
      console.log(`${code === 0 ? "ok    " : "FAILED"} ${name} ${seconds} s`)
      if (code !== 0) console.log(output)
      resolve(code === 0)
    })
  })

const wanted = process.argv.slice(2)
const results = await Promise.all(
  Object.entries(steps).filter(([name]) => wanted.length === 0 || wanted.includes(name)).map(check)
)
const failed = results.filter((ok) => !ok).length
console.log(`${results.length} checks, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
