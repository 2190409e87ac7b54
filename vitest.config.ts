import { defineConfig } from "vitest/config"

// One run over all packages; each keeps its own settings in its own vitest.config.ts. Three files run at once, also where there
// are two cores: most tests wait for clocks, disks and other processes. So no test may fail because the machine is busy: what
// has to happen waits for long, and how fast it is, `npm run bench` measures. LUMI_TEST_REPORT names a file for the counts,
// which .ci/run adds up.
const report = process.env["LUMI_TEST_REPORT"]

export default defineConfig({
  test: {
    projects: ["packages/*", "packages/web/test/realtime", "packages/web/e2e", "packages/web/e2e/aws", {
      test: { name: "docs", maxWorkers: 3, include: ["docs/examples/**/*.test.ts"], testTimeout: 240_000 }
    }],
    reporters: report ? ["default", ["json", { outputFile: report }]] : ["default"]
  }
})
