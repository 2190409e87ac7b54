import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    name: "workers",
    maxWorkers: 2,
    globalSetup: ["../adapters-local/testing/globalSetup.ts", "../adapters-aws/testing/globalSetup.ts"],
    include: ["test/**/*.test.ts"],
    silent: "passed-only",
    testTimeout: 30_000,
    hookTimeout: 60_000
  }
})
