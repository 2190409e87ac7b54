import type { HtmlTagDescriptor, Plugin } from "vite"

/** The faces of the first paint are asked for by the HTML, not only once the stylesheet was read. */
export const fonts = (): Plugin => ({
  name: "lumi:fonts",
  transformIndexHtml: {
    order: "post",
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => /-latin-wght-normal-[^/]+\.woff2$/.test(file))
        .map((file): HtmlTagDescriptor => ({
          tag: "link",
          attrs: { rel: "preload", href: `/${file}`, as: "font", type: "font/woff2", crossorigin: true },
          injectTo: "head-prepend"
        }))
  }
})
