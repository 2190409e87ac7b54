/** What the connection must know of where it runs. */
export interface Surroundings {
  readonly visible: () => boolean
  /** Calls back when the page is shown or hidden, and when the network is back; gives back how to stop that. */
  readonly watch: (onVisibility: () => void, onOnline: () => void) => () => void
  /** A ticket's URL, which may be a path of our own server, as one to connect to. */
  readonly resolve: (url: string) => string
}

/** The browser. */
export const browser: Surroundings = {
  visible: () => document.visibilityState === "visible",
  watch: (onVisibility, onOnline) => {
    const watching = new AbortController()
    document.addEventListener("visibilitychange", onVisibility, watching)
    addEventListener("online", onOnline, watching)
    return () => watching.abort()
  },
  resolve: (url) => {
    const absolute = new URL(url, location.href)
    if (absolute.protocol.startsWith("http")) absolute.protocol = absolute.protocol.replace("http", "ws")
    return absolute.href
  }
}
