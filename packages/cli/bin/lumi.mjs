#!/usr/bin/env node
// npm links a command when it installs, and what is built does not exist yet then: this file does.
import("../dist/lumi.mjs").catch((error) => {
  if (error.code !== "ERR_MODULE_NOT_FOUND" || !error.message.includes("dist/lumi.mjs")) throw error
  process.stderr.write("lumi is not built yet: run `npm run build` in the repository first.\n")
  process.exitCode = 1
})
