import { defineConfig } from "vitest/config"

// One run over all packages; each keeps its own settings in its own vitest.config.ts. LUMI_TEST_REPORT names a file
// for the counts, which .ci/run adds up.
const report = process.env["LUMI_TEST_REPORT"]

export default defineConfig({
  test: {
    projects: ["packages/*", "packages/web/test/realtime", "packages/web/e2e", "packages/web/e2e/aws", {
      test: { name: "docs", include: ["docs/examples/**/*.test.ts"] }
    }],
    // most tests wait for clocks, disks and other processes; those in browsers still run one file after the other
    maxWorkers: 2,
    reporters: report ? ["default", ["json", { outputFile: report }]] : ["default"]
  }
})
