import { defineConfig } from "vitest/config"

// One file after the other: each has a server, a database and a browser of its own, and they measure time.
export default defineConfig({
  test: {
    name: "browser",
    root: import.meta.dirname,
    include: ["*.e2e.ts"],
    fileParallelism: false,
    // After everything else: what has to happen within a second needs the machine for itself.
    sequence: { groupOrder: 1 },
    testTimeout: 120_000,
    hookTimeout: 120_000
  }
})
