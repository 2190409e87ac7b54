import { type ChildProcess, spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync } from "node:fs"
import path from "node:path"
import { missing } from "../emulators/Dynoxide.ts"
import { builds } from "../infra/site.ts"

const program = path.resolve(import.meta.dirname, "../emulators/start.ts")

const isBuilt = existsSync(path.join(builds.functions, "site.json")) && existsSync(path.join(builds.web, "index.html"))

/** Why the whole system cannot be started here, or nothing. */
export const notStartable = missing ??
  (isBuilt ? undefined : "the web app or the functions are not built: npm run build")

/** The whole system as `npm run start:aws` starts it. */
export interface Running {
  readonly url: string
  readonly child: ChildProcess
  /** the exit code, once it has ended */
  readonly ended: Promise<number | null>
}

/** Starts it at a home, on a free port, and waits until it is ready. */
export const start = (home: string): Promise<Running> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, "--home", home, "--port", "0", "--json"], {
      env: { ...process.env, LUMI_LOG: "json" },
      stdio: ["ignore", "pipe", "pipe"]
    })
    let said = ""
    const ended = new Promise<number | null>((done) => child.once("exit", done))
    void ended.then((code) => reject(new Error(`ended with ${code} before it was ready:\n${said}`)))
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text))
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const { url } = JSON.parse(text) as { readonly url: string }
      resolve({ url, child, ended })
    })
  })

/** What a page was answered. */
export interface Answer {
  readonly status: number
  readonly json: unknown
  readonly cookie: string
}

/** Asks as a page of the web app does. */
export const ask = async (
  url: string,
  method: string,
  address: string,
  { body, cookie = "" }: { readonly body?: unknown; readonly cookie?: string } = {}
): Promise<Answer> => {
  const text = body === undefined ? undefined : JSON.stringify(body)
  const response = await fetch(url + address, {
    method,
    headers: {
      origin: url,
      "sec-fetch-site": "same-origin",
      cookie,
      ...(text !== undefined && {
        "content-type": "application/json",
        "x-amz-content-sha256": createHash("sha256").update(text).digest("hex")
      })
    },
    ...(text !== undefined && { body: text })
  })
  const answer = await response.text()
  return {
    status: response.status,
    json: answer === "" ? undefined : JSON.parse(answer),
    cookie: response.headers.getSetCookie().map((cookie) => cookie.split(";", 1)[0]).join("; ")
  }
}
