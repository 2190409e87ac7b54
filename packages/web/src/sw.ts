/// <reference lib="webworker" />
import { createHandlerBoundToURL, matchPrecache, precacheAndRoute } from "workbox-precaching"
import { NavigationRoute, registerRoute } from "workbox-routing"

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: ReadonlyArray<string> }

// "/" is the landing page or the app, and only the server knows which: it is never answered from the precache.
precacheAndRoute([...self.__WB_MANIFEST], { directoryIndex: "", cleanURLs: false })

registerRoute(
  ({ request, url }) => request.mode === "navigate" && url.pathname === "/",
  async ({ request }) => {
    try {
      return await fetch(request)
    } catch {
      return await matchPrecache("/index.html") ?? Response.error()
    }
  }
)

// Every other address is a page of the app; what the server answers itself is not.
registerRoute(
  new NavigationRoute(createHandlerBoundToURL("/index.html"), {
    denylist: [/^\/api\//, /^\/mqtt/, /^\/media\//, /^\/landing/, /^\/(healthz|readyz)$/]
  })
)

// A new version waits until the page asks for it: the old page keeps the chunks it was built with.
self.addEventListener("message", (event) => {
  if (event.data === "activate") void self.skipWaiting()
})
