import * as Address from "@lumi/workers/http/Address"
import * as Local from "@lumi/workers/main/local"
import { Effect } from "effect"
import type { CommonOptions } from "../options.ts"
import { runForever } from "../runtime.ts"

interface Listening {
  readonly port?: number
  readonly host?: string
}

const serving = (role: Local.Role, options: CommonOptions & Listening) =>
  runForever(
    Effect.gen(function*() {
      const configured = yield* Address.configured
      return yield* Local.serve({
        role,
        listening: { host: options.host ?? configured.host, port: options.port ?? configured.port },
        onReady: (url) =>
          Effect.sync(() => {
            const line = url === undefined ? "Lumi is working off its queues." : `Lumi is ready: ${url}`
            process.stdout.write(options.json === true ? `${JSON.stringify({ ready: true, url: url ?? null })}\n` : `${line}\n`)
          })
      })
    }),
    options
  )

/** `lumi up` */
export const up = (options: CommonOptions & Listening) => serving("all", options)

/** `lumi serve` */
export const serve = (options: CommonOptions & Listening & { readonly role: Local.Role }) =>
  serving(options.role, options)
