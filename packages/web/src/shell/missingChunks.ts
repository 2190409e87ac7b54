const key = "lumi.reloaded"

/** Whether the server is there at all: without it every chunk is missing, and a new page would be missing too. */
const answers = async (): Promise<boolean> => {
  try {
    return (await fetch("/index.html", { method: "HEAD", cache: "no-store" })).ok
  } catch {
    return false
  }
}

/** After a deploy without a worker an old page misses its chunks: it reloads, once. */
export const reloadWhenChunksAreGone = (): void =>
  addEventListener("vite:preloadError", async () => {
    const last = Number(sessionStorage.getItem(key) ?? 0)
    if (Date.now() - last < 60_000 || !(await answers())) return
    sessionStorage.setItem(key, String(Date.now()))
    location.reload()
  })
