import type { ManifestOptions } from "vite-plugin-pwa"

/** What a phone shows when Lumi is put on its home screen. */
export const manifest: Partial<ManifestOptions> = {
  id: "/home",
  name: "Lumi",
  short_name: "Lumi",
  description: "A small, private light between two people.",
  lang: "en",
  start_url: "/home",
  scope: "/",
  display: "standalone",
  background_color: "#0f171b",
  theme_color: "#0f171b",
  icons: [
    { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" },
    { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png" },
    { src: "/icons/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" }
  ]
}
