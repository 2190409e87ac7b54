import { readFile } from "node:fs/promises"
import type { Plugin } from "vite"

const attributesOf = (text: string) =>
  Object.fromEntries([...text.matchAll(/([a-z0-9]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]))

const ellipse = (cx: number, cy: number, rx: number, ry: number) =>
  `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0`

const rectangle = (x: number, y: number, width: number, height: number, r: number) =>
  r === 0
    ? `M${x} ${y}h${width}v${height}h${-width}z`
    : `M${x + r} ${y}h${width - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${height - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}`
      + `h${2 * r - width}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - height}a${r} ${r} 0 0 1 ${r} ${-r}z`

const shape = (tag: string, text: string): string => {
  const at = attributesOf(text)
  const n = (name: string, otherwise = 0) => Number(at[name] ?? otherwise)
  switch (tag) {
    case "path":
      // One that starts relatively would start where the path before it ended, so it is brought back to the corner.
      return (at["d"] ?? "").replace(/^m/, "M0 0m")
    case "circle":
      return ellipse(n("cx"), n("cy"), n("r"), n("r"))
    case "ellipse":
      return ellipse(n("cx"), n("cy"), n("rx"), n("ry"))
    case "line":
      return `M${n("x1")} ${n("y1")}L${n("x2")} ${n("y2")}`
    case "rect":
      return rectangle(n("x"), n("y"), n("width"), n("height"), n("rx", n("ry")))
    case "polyline":
      return `M${at["points"]}`
    case "polygon":
      return `M${at["points"]}z`
    default:
      throw new Error(`An icon contains <${tag}>, which has no path.`)
  }
}

/** One lucide drawing as the data of a single path. */
export const pathOf = (svg: string): string =>
  [...svg.slice(svg.indexOf("<svg") + 4).matchAll(/<([a-z]+)\s([^>]*?)\/?>/g)]
    .map(([, tag, attributes]) => shape(tag ?? "", attributes ?? "")).join("")

/** `import house from "lucide-static/icons/house.svg?path"` is a string in the chunk that draws it, and nothing else. */
export const icons = (): Plugin => ({
  name: "lumi:icons",
  enforce: "pre",
  async load(id) {
    if (!id.endsWith(".svg?path")) return null
    return `export default ${JSON.stringify(pathOf(await readFile(id.slice(0, -5), "utf8")))}`
  }
})
