import { defineConfig } from "vitest/config"

export default defineConfig({
  test: { name: "core", maxWorkers: 3, include: ["test/**/*.test.ts"], testTimeout: 240_000 }
})
