import { createServer, type Plugin, type ViteDevServer } from "vite"
import solid from "vite-plugin-solid"
import { icons } from "./icons.ts"
import { scopedName } from "./names.ts"

interface Rendered {
  readonly html: string
  readonly title: string
  readonly description: string
}

const root = new URL("..", import.meta.url).pathname
const sheet = "/landing.prerendered.css"

/** A server without a port: it only turns the page's sources into modules that run here. */
const renderer = () =>
  createServer({
    root,
    configFile: false,
    appType: "custom",
    logLevel: "error",
    plugins: [icons(), solid({ ssr: true, hot: false, solid: { generate: "ssr", hydratable: false } })],
    css: { modules: { generateScopedName: scopedName } },
    server: { middlewareMode: true, ws: false, watch: null },
    ssr: { noExternal: true },
    optimizeDeps: { noDiscovery: true }
  })

/** One sheet for the page: the base, the parts it was made of, and no others. */
const stylesOf = async (server: ViteDevServer): Promise<string> => {
  const files = new Set(
    [...server.environments.ssr.moduleGraph.idToModuleMap.keys()]
      .map((id) => id.split("?")[0] ?? id)
      .filter((file) => file.startsWith(root) && file.endsWith(".css"))
  )
  const sheets = await Promise.all([...files].map((file) => server.ssrLoadModule(`/${file.slice(root.length)}?inline`)))
  return ['@import "/src/styles/index.css";', ...sheets.map((module) => module["default"])].join("\n")
}

const prerender = async () => {
  const server = await renderer()
  try {
    const page = await server.ssrLoadModule("/src/features/landing/render.tsx")
    const [en, de]: ReadonlyArray<Rendered> = [page["render"]("en"), page["render"]("de")]
    return { en, de, styles: await stylesOf(server) }
  } finally {
    await server.close()
  }
}

/** Fills `landing.html` and `landing.de.html` with the rendered page: plain HTML and CSS, no script needed. */
export const landing = (): Plugin => {
  let prerendered: ReturnType<typeof prerender> | undefined
  const pages = () => prerendered ??= prerender()
  return {
    name: "lumi:landing",
    resolveId: (id) => id === sheet ? id : null,
    load: async (id) => id === sheet ? (await pages()).styles : null,
    transformIndexHtml: {
      order: "pre",
      async handler(html, { path }) {
        if (!path.includes("landing")) return html
        const { de, en } = await pages()
        const page = path.includes(".de.") ? de : en
        return html
          .replace("<!--title-->", () => page?.title ?? "")
          .replace("<!--description-->", () => page?.description ?? "")
          .replace("<!--page-->", () => page?.html ?? "")
      }
    }
  }
}
