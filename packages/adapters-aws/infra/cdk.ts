// The CLI of CDK, told to keep to itself: no telemetry, no look for news or versions. node infra/cdk.ts COMMAND...
import { spawnSync } from "node:child_process"
import { createRequire } from "node:module"
import path from "node:path"

const cli = createRequire(import.meta.url).resolve("aws-cdk/bin/cdk")
const quiet = { CDK_DISABLE_CLI_TELEMETRY: "true", CDK_DISABLE_VERSION_CHECK: "1" }

const { status } = spawnSync(process.execPath, [
  cli,
  "--no-notices",
  "--no-version-reporting",
  ...process.argv.slice(2)
], {
  cwd: import.meta.dirname,
  // the app runs on the Node that runs this, whatever Node the machine has
  env: { ...process.env, ...quiet, PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env["PATH"]}` },
  stdio: "inherit"
})
process.exitCode = status ?? 1
