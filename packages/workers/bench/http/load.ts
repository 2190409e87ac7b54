// The client of one turn: wrk where it is installed, autocannon where not or where a fixed rate is asked for.
import autocannon from "autocannon"
import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"

/** What one turn of load saw; latencies in milliseconds. */
export interface Load {
  readonly requests: number
  readonly rps: number
  readonly p50: number
  readonly p99: number
}

export interface Target {
  readonly port: number
  readonly what: "get" | "send"
  readonly trpc: boolean
}

const script = ({ trpc, what }: Target) => what === "send" ? "send.lua" : trpc ? "list-trpc.lua" : "list.lua"
const sendPath = (trpc: boolean) => trpc ? "/send" : "/messages"
const hasWrk = spawnSync("wrk", ["--version"]).error === undefined

const milliseconds = (output: string, percent: number) => {
  const [, value = "NaN", unit = "ms"] = new RegExp(`${percent}%\\s+([\\d.]+)(us|ms|s)`).exec(output) ?? []
  return Number(value) * ({ us: 0.001, ms: 1, s: 1000 }[unit] ?? NaN)
}

const byWrk = (target: Target, connections: number, seconds: number): Load => {
  const file = fileURLToPath(new URL(script(target), import.meta.url))
  const { stdout } = spawnSync(
    "wrk",
    ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency", "-s", file, `http://127.0.0.1:${target.port}`],
    { encoding: "utf8", env: { ...process.env, SEND_PATH: sendPath(target.trpc) }, timeout: (seconds + 20) * 1000 }
  )
  const wrong = /Non-2xx[^\n]*|Socket errors[^\n]*/.exec(stdout)
  if (wrong) throw new Error(wrong[0])
  return {
    requests: Number(/(\d+) requests in/.exec(stdout)?.[1]),
    rps: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]),
    p50: milliseconds(stdout, 50),
    p99: milliseconds(stdout, 99)
  }
}

const page = {
  false: "/relationships/7/moments?limit=20",
  true: "/moments?input=%7B%22relationshipId%22%3A7%2C%22limit%22%3A20%7D"
}

const byAutocannon = async (target: Target, connections: number, seconds: number, rate?: number): Promise<Load> => {
  const message = {
    method: "POST" as const,
    headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
    body: JSON.stringify({ relationshipId: 7, senderId: 1, body: "good morning love, thinking of you today" })
  }
  const path = target.what === "send" ? sendPath(target.trpc) : page[`${target.trpc}`]
  const result = await autocannon({
    url: `http://127.0.0.1:${target.port}${path}`,
    connections,
    duration: seconds,
    ...(rate === undefined ? {} : { overallRate: rate }),
    ...(target.what === "send" ? message : {})
  })
  const wrong = result.non2xx + result.errors
  if (wrong > 0) throw new Error(`${wrong} requests failed`)
  const { average, total } = result.requests
  return { requests: total, rps: average, p50: result.latency.p50, p99: result.latency.p99 }
}

/** As much as a peer can answer. */
export const saturate = (target: Target, connections: number, seconds: number): Load | Promise<Load> =>
  hasWrk ? byWrk(target, connections, seconds) : byAutocannon(target, connections, seconds)

/** The same for all, so that their slowest answers can be compared. */
export const pace = (target: Target, rate: number, seconds: number) => byAutocannon(target, 32, seconds, rate)
