// Before anything that holds a schema: codecs are compiled when they are first used (a fifth less CPU per request).
import "effect/schema/SchemaJITCompiler/enable"
import * as Address from "@lumi/workers/http/Address"
import * as Local from "@lumi/workers/main/local"
import * as Observability from "@lumi/workers/observability/Observability"
import { Effect } from "effect"
import { chmodSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { usage } from "../CliError.ts"
import type { CommonOptions } from "../options.ts"
import { report, runForever } from "../runtime.ts"
import { demo } from "./seed.ts"

interface Listening {
  readonly port?: number
  readonly host?: string
}

const ready = (url: string | undefined, { json }: CommonOptions) =>
  Effect.sync(() => {
    const line = url === undefined ? "Lumi is working off its queues." : `Lumi is ready: ${url}`
    process.stdout.write(json === true ? `${JSON.stringify({ ready: true, url: url ?? null })}\n` : `${line}\n`)
  })

/** On AWS the functions are the programs, and on emulators they need programs that come with tests alone. */
const elsewhere = (options: CommonOptions) =>
  report(
    usage(
      "On AWS nothing of Lumi runs in a process: cdk deploy puts it there. npm run start:aws runs it on emulators."
    ),
    options
  )

const serving = (role: Local.Role, options: CommonOptions & Listening) =>
  runForever(
    Effect.gen(function*() {
      const configured = yield* Address.configured
      return yield* Local.serve({
        role,
        listening: { host: options.host ?? configured.host, port: options.port ?? configured.port },
        onReady: (url) => ready(url, options)
      })
    }).pipe(Effect.provide(Observability.layer)),
    options
  )

/** A home that is gone when its Lumi stops. */
const throwAway = async (options: CommonOptions & Listening): Promise<number> => {
  const home = mkdtempSync(path.join(tmpdir(), "lumi-demo-"))
  // as root the database runs under another account, which has to pass
  chmodSync(home, 0o755)
  // what the environment names is somebody's own
  for (const name of ["DATABASE_URL", "MQTT_URL", "REDIS_URL", "SMTP_URL"]) {
    delete process.env[name]
    delete process.env[`${name}_FILE`]
  }
  try {
    const seeded = await demo({ ...options, home })
    return seeded === 0 ? await serving("all", { ...options, home }) : seeded
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

/** `lumi up` */
export const up = (options: CommonOptions & Listening & { readonly demo?: boolean }) =>
  options.adapter === "aws" ? elsewhere(options) : options.demo === true ? throwAway(options) : serving("all", options)

/** `lumi serve` */
export const serve = (options: CommonOptions & Listening & { readonly role: Local.Role }) =>
  options.adapter === "aws" ? elsewhere(options) : serving(options.role, options)
