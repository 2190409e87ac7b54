import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    name: "workers",
    maxWorkers: 3,
    globalSetup: ["../adapters-local/testing/globalSetup.ts", "../adapters-aws/testing/globalSetup.ts"],
    include: ["test/**/*.test.ts"],
    silent: "passed-only",
    testTimeout: 240_000,
    hookTimeout: 240_000
  }
})
