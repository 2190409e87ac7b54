#!/usr/bin/env node
// The first step of every root command: install, build, then run the program on the pinned Node.
// Plain JavaScript without a dependency, because it runs before anything is installed, on any Node >= 18.
import { build } from "./setup/build.mjs"
import { install } from "./setup/install.mjs"
import { node } from "./setup/node.mjs"
import { run } from "./setup/run.mjs"
import { Failure, say } from "./setup/say.mjs"

const program = "packages/cli/dist/lumi.mjs"
const turbo = ["node_modules/turbo/bin/turbo", "run"]

/**
 * What each command needs (`dev`: also the development dependencies; `build`: the web app and the program; `functions`:
 * those for AWS as well) and runs.
 */
const commands = {
  start: { build: true, run: [program, "up"] },
  demo: { build: true, run: [program, "up", "--demo"] },
  "start:aws": { dev: true, build: true, functions: true, run: ["packages/adapters-aws/emulators/start.ts"] },
  test: { dev: true, build: true, functions: true, run: ["node_modules/vitest/vitest.mjs", "run"] },
  check: { dev: true, run: ["scripts/check.mjs"] },
  bench: { dev: true, build: true, run: [...turbo, "bench", "--concurrency=1", "--continue"] },
  faults: { dev: true, build: true, run: ["packages/cli/faults/run.ts"] },
  size: { dev: true, build: true, functions: true, run: [...turbo, "size"] },
  synth: {
    dev: true,
    build: true,
    functions: true,
    run: ["packages/adapters-aws/infra/cdk.ts", "synth", "--quiet"]
  },
  shots: { dev: true, build: true, run: [...turbo, "shots"] },
  build: { build: true, functions: true }
}

const main = async ([name, ...args]) => {
  const command = commands[name]
  if (!command) throw new Failure(`Say what to run: npm run ${Object.keys(commands).join(" | ")}`, 2)
  await install({ dev: command.dev === true })
  const runtime = node()
  if (command.build) await build({ functions: command.functions === true })
  if (!command.run) return 0
  const separator = command.run[0] === turbo[0] && args.length > 0 ? ["--"] : []
  return run(runtime, [...command.run, ...separator, ...args])
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error) => {
    say(error instanceof Failure ? error.message : error.stack)
    process.exitCode = error.code ?? 1
  }
)
