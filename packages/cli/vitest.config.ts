import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    name: "cli",
    maxWorkers: 3,
    globalSetup: "../adapters-local/testing/globalSetup.ts",
    include: ["test/**/*.test.ts"],
    testTimeout: 240_000,
    hookTimeout: 240_000
  }
})
