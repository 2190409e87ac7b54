import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    name: "adapters-aws",
    maxWorkers: 3,
    globalSetup: "./testing/globalSetup.ts",
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000
  }
})
