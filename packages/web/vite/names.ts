import { basename, dirname } from "node:path"

/** Class names that can be read in the browser, and that are the same in the app and in the prerendered page. */
export const scopedName = (name: string, file: string): string => {
  const part = basename(file.split("?")[0] ?? file, ".module.css")
  const folder = basename(dirname(file))
  return folder === "ui" || folder === "shell" ? `${part}_${name}` : `${folder}-${part}_${name}`
}
