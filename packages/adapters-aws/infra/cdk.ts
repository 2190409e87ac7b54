// The CLI of CDK for our app, told to keep to itself: node infra/cdk.ts synth | diff | deploy ... -c NAME=VALUE
import { spawnSync } from "node:child_process"
import { createRequire } from "node:module"
import path from "node:path"

const cli = createRequire(import.meta.url).resolve("aws-cdk/bin/cdk")
const app = `node ${JSON.stringify(path.join(import.meta.dirname, "app.ts"))}`
const output = path.join(import.meta.dirname, "cdk.out")
const args = process.argv.slice(2)

const { status } = spawnSync(
  process.execPath,
  [cli, "--app", app, "--output", output, "--no-notices", "--no-version-reporting", ...args],
  {
    // files are named as they are called where npm was called
    cwd: process.env["INIT_CWD"] ?? process.cwd(),
    env: {
      ...process.env,
      // the app runs on the Node that runs this
      PATH: [path.dirname(process.execPath), process.env["PATH"]].join(path.delimiter),
      CDK_DISABLE_CLI_TELEMETRY: "true",
      CDK_DISABLE_VERSION_CHECK: "1"
    },
    stdio: "inherit"
  }
)
if (status === 0 && args[0] === "synth") console.log(`The templates are in ${output}.`)
process.exitCode = status ?? 1
