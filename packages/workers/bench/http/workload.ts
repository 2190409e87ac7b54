// A page of 20 moments (about 5 kB of JSON) of a random couple, and one message. Every peer runs the same two statements,
// prepared and named, with validation on. CONSTANT=1 answers without a database: what the framework costs alone.
import { randomFillSync } from "node:crypto"
import path from "node:path"
import { Pool } from "pg"
import postgres from "postgres"

export const port = Number(process.env["PORT"] ?? 4000)
export const host = "127.0.0.1"
export const constant = process.env["CONSTANT"] === "1"

/** The socket of the database of this run. */
export const socketPath = process.env["BENCH_SOCKET"] ?? ""
export const database = "lumi_bench"

const place = { host: path.dirname(socketPath), port: Number(socketPath.split(".").at(-1) ?? 5432) }
const user = "lumi"

export const makePool = (max: number) => new Pool({ ...place, user, database, max, idleTimeoutMillis: 0 })

const columns = `id, author_id as "authorId", title, caption, video_key as "videoKey", poster_key as "posterKey",
  duration_ms as "durationMs", created_at as "createdAt"`

export const listText =
  `select ${columns} from moments where relationship_id = $1 order by created_at desc, id limit $2`

export const sendText = `insert into messages(id, relationship_id, sender_id, body) values ($1, $2, $3, $4)
  returning id, created_at as "createdAt"`

export interface Moment {
  readonly id: string
  readonly authorId: number
  readonly title: string
  readonly caption: string
  readonly videoKey: string
  readonly posterKey: string
  readonly durationMs: number
  readonly createdAt: Date
}
export interface Message {
  readonly relationshipId: number
  readonly senderId: number
  readonly body: string
}
export interface Sent {
  readonly id: string
  readonly createdAt: Date
}
export interface Queries {
  readonly list: (relationship: number, limit: number) => Promise<ReadonlyArray<Moment>>
  readonly send: (message: Message) => Promise<Sent>
}

export const page = (rows: ReadonlyArray<Moment>) => ({ items: [...rows], next: rows.at(-1)?.id ?? null })

/** UUID v7, as the product mints them: ordered, so that the primary key grows at one end. */
const random = new Uint8Array(16 * 256)
let used = random.length
export const mintId = () => {
  if (used === random.length) {
    randomFillSync(random)
    used = 0
  }
  const hex = Buffer.from(random.buffer, used, 16).toString("hex")
  used += 16
  const time = Date.now().toString(16).padStart(12, "0")
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(1, 4)}-8${hex.slice(5, 8)}-${hex.slice(8, 20)}`
}

const one = <A>(rows: ReadonlyArray<A>): A => {
  const [first] = rows
  if (first === undefined) throw new Error("no row")
  return first
}

const byPostgresJs = (): Queries => {
  const sql = postgres({ path: socketPath, username: user, database, max: 2 })
  return {
    list: (relationship, limit) => sql.unsafe<Array<Moment>>(listText, [relationship, limit], { prepare: true }),
    send: async ({ body, relationshipId, senderId }) =>
      one(await sql.unsafe<Array<Sent>>(sendText, [mintId(), relationshipId, senderId, body], { prepare: true }))
  }
}

const byPg = (): Queries => {
  const pool = makePool(10)
  return {
    list: async (relationship, limit) =>
      (await pool.query<Moment>({ name: "list", text: listText, values: [relationship, limit] })).rows,
    send: async ({ body, relationshipId, senderId }) =>
      one(
        (await pool.query<Sent>({ name: "send", text: sendText, values: [mintId(), relationshipId, senderId, body] }))
          .rows
      )
  }
}

/** The two statements over `pg` or, with DRIVER=postgres, over postgres.js; or none at all. */
export const makeQueries = (): Queries =>
  constant
    ? { list: async () => [], send: async () => ({ id: mintId(), createdAt: new Date() }) }
    : process.env["DRIVER"] === "postgres"
    ? byPostgresJs()
    : byPg()
