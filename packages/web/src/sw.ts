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

interface RoutedInstall extends ExtendableEvent {
  readonly addRoutes?: (route: {
    readonly condition: { readonly urlPattern: string }
    readonly source: "network"
  }) => Promise<void>
}

// What goes to the server goes straight there: through a worker a page that is being left would lose its last words.
self.addEventListener("install", (event: RoutedInstall) => {
  if (event.addRoutes) event.waitUntil(event.addRoutes({ condition: { urlPattern: "/api/*" }, source: "network" }))
})

// A new version waits until the page asks for it: the old page keeps the chunks it was built with.
self.addEventListener("message", (event) => {
  if (event.data === "activate") void self.skipWaiting()
})
