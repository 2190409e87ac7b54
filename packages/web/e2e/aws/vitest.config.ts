import path from "node:path"
import { defineConfig } from "vitest/config"

// The same files as beside it, against the whole of Lumi on emulators of AWS.
export default defineConfig({
  test: {
    name: "browser on AWS",
    root: path.resolve(import.meta.dirname, ".."),
    include: ["*.e2e.ts"],
    env: { LUMI_E2E: "aws" },
    maxWorkers: 3,
    testTimeout: 300_000,
    hookTimeout: 300_000
  }
})
