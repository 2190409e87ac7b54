import { defineConfig } from "vite"
import { VitePWA } from "vite-plugin-pwa"
import solid from "vite-plugin-solid"
import { fonts } from "./vite/fonts.ts"
import { icons } from "./vite/icons.ts"
import { landing } from "./vite/landing.ts"
import { manifest } from "./vite/manifest.ts"
import { scopedName } from "./vite/names.ts"

export default defineConfig({
  plugins: [
    icons(),
    solid(),
    landing(),
    fonts(),
    VitePWA({
      strategies: "injectManifest",
      srcDir: "src",
      filename: "sw.ts",
      injectRegister: false,
      manifest,
      injectManifest: {
        globPatterns: ["**/*.{js,css,html,svg,woff2}"],
        globIgnores: ["**/realtime-*.js", "landing*.html", "sw.js"]
      }
    })
  ],
  css: { modules: { generateScopedName: scopedName } },
  build: {
    target: "es2022",
    // These know light-dark(); for older ones it would be rewritten into twice the CSS.
    cssTarget: ["chrome123", "safari17.5", "firefox120"],
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: "index.html", landing: "landing.html", "landing.de": "landing.de.html" },
      output: {
        // Few files before the first paint: the framework (kept over our releases), what every page stands on, and the page.
        codeSplitting: {
          groups: [
            { name: "solid", test: /node_modules\/(solid-js|@solidjs)\//, priority: 2 },
            { name: "app", test: /\/src\/main\.tsx$/, priority: 1 },
            // both pages of affirmations have all of them: one file is smaller than four
            {
              name: "choice",
              test: /\/src\/ui\/(Chip|Menu|Tabs|Choice)\b|\/features\/affirmations\/(Both|More|keyset)\b/
            }
          ]
        },
        // The service worker must not fetch the realtime client ahead, so its file says what it is.
        chunkFileNames: ({ moduleIds }) =>
          moduleIds.some((id) => id.includes("/src/realtime/") || id.includes("/node_modules/mqtt/"))
            ? "assets/realtime-[hash].js"
            : "assets/[name]-[hash].js"
      }
    }
  }
})
