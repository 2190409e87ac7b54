import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    name: "adapters-aws",
    maxWorkers: 3,
    globalSetup: "./testing/globalSetup.ts",
    include: ["test/**/*.test.ts"],
    testTimeout: 240_000,
    hookTimeout: 240_000
  }
})
