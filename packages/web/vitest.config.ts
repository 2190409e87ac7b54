import solid from "vite-plugin-solid"
import { defineConfig } from "vitest/config"
import { icons } from "./vite/icons.ts"

export default defineConfig({
  plugins: [icons(), solid()],
  test: {
    name: "web",
    maxWorkers: 3,
    environment: "happy-dom",
    include: ["test/**/*.test.{ts,tsx}"],
    exclude: ["test/realtime/**"],
    setupFiles: ["test/setup.ts"],
    testTimeout: 240_000
  }
})
