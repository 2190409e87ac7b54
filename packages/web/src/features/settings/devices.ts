import { send } from "../../api/send.ts"

/** One place where I am signed in. */
export interface Device {
  readonly id: string
  readonly token: string
  readonly name: string | undefined
  readonly signedInAt: string
  readonly current: boolean
}

interface SessionRow {
  readonly id: string
  readonly token: string
  readonly userAgent?: string | null
  readonly createdAt: string
}

const browsers = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["FxiOS/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["CriOS/", "Chrome"],
  ["Safari/", "Safari"]
] as const
const systems = [
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Android", "Android"],
  ["Windows", "Windows"],
  ["Mac OS X", "Mac"],
  ["CrOS", "ChromeOS"],
  ["Linux", "Linux"]
] as const

/** What a browser says of itself, as people call it: "Firefox, Android". */
export const deviceName = (userAgent: string | null | undefined): string | undefined => {
  const find = (marks: ReadonlyArray<readonly [string, string]>) =>
    marks.find(([mark]) => userAgent?.includes(mark))?.[1]
  return [find(browsers), find(systems)].filter((name) => name !== undefined).join(", ") || undefined
}

const ask = async (method: "GET" | "POST", path: string, body?: unknown): Promise<unknown> => {
  const url = `/api/auth/${path}`
  const response = method === "POST" ? await send(url, body) : await fetch(url, { signal: AbortSignal.timeout(15_000) })
  if (!response.ok) throw new Error(`HTTP ${response.status}`)
  return response.json()
}

/** Where I am signed in, this device first, then the latest. */
export const devices = async (): Promise<ReadonlyArray<Device>> => {
  const [rows, mine] = await Promise.all([
    ask("GET", "list-sessions") as Promise<ReadonlyArray<SessionRow>>,
    ask("GET", "get-session") as Promise<{ readonly session: SessionRow } | null>
  ])
  return rows.map(({ createdAt, id, token, userAgent }) => ({
    id,
    token,
    name: deviceName(userAgent),
    signedInAt: createdAt,
    current: id === mine?.session.id
  })).toSorted((a, b) => Number(b.current) - Number(a.current) || (a.signedInAt < b.signedInAt ? 1 : -1))
}

/** Signs one of them out. */
export const endDevice = async (token: string): Promise<void> => void await ask("POST", "revoke-session", { token })

/** Signs out everywhere but here. */
export const endOthers = async (): Promise<void> => void await ask("POST", "revoke-other-sessions")
