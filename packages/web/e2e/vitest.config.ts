import { defineConfig } from "vitest/config"

// Each file has a server, a database and a browser of its own, so that several may run at once; none of them measures time.
export default defineConfig({
  test: {
    name: "browser",
    root: import.meta.dirname,
    include: ["*.e2e.ts"],
    maxWorkers: 3,
    testTimeout: 300_000,
    hookTimeout: 300_000
  }
})
