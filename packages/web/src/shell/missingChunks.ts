/** After a deploy without a worker an old page misses its chunks: it reloads, once. */
export const reloadWhenChunksAreGone = (): void =>
  addEventListener("vite:preloadError", (event) => {
    const key = "lumi.reloaded"
    const last = Number(sessionStorage.getItem(key) ?? 0)
    if (Date.now() - last < 60_000) return
    sessionStorage.setItem(key, String(Date.now()))
    event.preventDefault()
    location.reload()
  })
