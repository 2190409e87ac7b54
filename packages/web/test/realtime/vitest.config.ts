import { defineConfig } from "vitest/config"

// Apart from the other tests: Solid's plugin resolves every package as browsers do, and the broker needs Node's.
export default defineConfig({
  test: { name: "web realtime", maxWorkers: 3, include: ["*.test.ts"], testTimeout: 240_000 }
})
