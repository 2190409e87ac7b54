// What every peer works off: a day's affirmation for each of so many receivers, half of them of one couple. What is chosen
// is given, so that queues are compared and not draws; whoever it is leaves the same rows behind: the delivery with its text
// and reason, written before it is sent and marked after, and the count of the affirmation.
import { DailyJob, encode } from "@lumi/core/affirmations/DailyJob"
import { WallTime } from "@lumi/core/affirmations/Slot"
import * as Terms from "@lumi/core/affirmations/Terms"
import { LocalDate } from "@lumi/core/LocalDate"
import { Schema } from "effect"
import type { Client } from "pg"

export const jobs = Number(process.env["JOBS"] ?? 20_000)
/** these come first and are not measured: in life a worker has been running */
export const warmUp = Math.floor(jobs / 5)
export const receivers = warmUp + jobs
/** how many texts each receiver's partner has written */
export const texts = Number(process.env["TEXTS"] ?? 4)
export const enqueueBatch = 1000
export const claimBatch = 500
export const pickups = Number(process.env["PICKUPS"] ?? 200)

/** Where it is neither late nor the end of the day. */
const zone = new Date().getUTCHours() < 20 ? "UTC" : "America/New_York"
const wall = new Date(Date.now() - 60_000).toLocaleString("sv-SE", { timeZone: zone })
const quarter = String(Math.floor(Number(wall.slice(14, 16)) / 15) * 15).padStart(2, "0")
const date = LocalDate.make(wall.slice(0, 10))
const time = WallTime.make(`${wall.slice(11, 13)}:${quarter}`)

const pad = (n: number) => String(n).padStart(12, "0")
const id = (part: string, n: number) => `019845e1-${part}-7b02-a706-${pad(n)}`
export const receiverId = (n: number) => id("0000", n)
const numberOf = (receiver: string) => Number(receiver.slice(-12))

const jobOf = Schema.decodeSync(DailyJob)

/** A job as the product queues it, and as the others get it too. */
export interface Body {
  readonly receiver: string
  readonly relationship: string
  readonly date: string
  readonly zone: string
  readonly time?: string
}
export const isBody = (body: unknown): body is Body => typeof body === "object" && body !== null && "receiver" in body

/** The job of the receiver with this number. */
export const bodyOf = (n: number): Body => {
  const body = encode(jobOf({ receiver: receiverId(n), relationship: id("0001", n >> 1), date, zone, time }))
  if (!isBody(body)) throw new Error("a job is no object")
  return body
}

/** All of them in batches, as a due hour is enqueued. */
export function* batches(first: number, end: number) {
  for (; first < end; first += enqueueBatch) {
    yield Array.from({ length: Math.min(enqueueBatch, end - first) }, (_, k) => bodyOf(first + k))
  }
}

/** What a draw says of itself. */
export const reason = {
  factors: [
    { name: "count" as const, multiplier: 1, figure: 0 },
    { name: "recency" as const, multiplier: 1, figure: null },
    { name: "newness" as const, multiplier: 1, figure: 90 }
  ],
  outOf: 3,
  probability: 1 / 3
}
const text = "You are the best part of every day, and I know it, number 0"

/** What is given to a receiver: the first text of the partner. */
export const choiceOf = ({ receiver, relationship }: Pick<Body, "receiver" | "relationship">) => {
  const n = numberOf(receiver)
  return {
    receiver,
    relationship,
    date,
    id: id("0003", n),
    affirmation: id("0002", n * texts),
    author: receiverId(n ^ 1),
    text,
    reason
  }
}

/** Rows for whoever writes them by hand: what is chosen, and the words it is found by. */
export const rowsOf = (bodies: ReadonlyArray<Body>) =>
  JSON.stringify(bodies.map((body) => {
    const choice = choiceOf(body)
    return { ...choice, terms: Terms.of(choice.text) }
  }))

const sqlId = (part: string, n: string) => `('019845e1-${part}-7b02-a706-' || lpad((${n})::text, 12, '0'))::uuid`

export const fill = async (client: Client) => {
  await client.query(`insert into relationship (id, first_user, second_user, state, epoch, since, created_at)
    select ${sqlId("0001", "n")}, ${sqlId("0000", "2 * n")}, ${
    sqlId("0000", "2 * n + 1")
  }, 'active', 1, '2024-05-01', now()
    from generate_series(0, ${Math.ceil(receivers / 2) - 1}) n`)
  await client.query(`insert into relationship_member (user_id, relationship_id, affirmations)
    select ${sqlId("0000", "n")}, ${sqlId("0001", "n / 2")}, ${texts} from generate_series(0, ${receivers - 1}) n`)
  await client.query(`insert into affirmation
      (id, relationship_id, author, receiver, text, paused, times_sent, last_sent_at, created_at)
    select ${sqlId("0002", `n * ${texts} + k`)}, ${sqlId("0001", "n / 2")}, ${sqlId("0000", "n + 1 - 2 * (n % 2)")},
      ${sqlId("0000", "n")}, 'You are the best part of every day, and I know it, number ' || k, false, k % 2,
      case when k % 2 = 1 then now() - k * interval '7 days' end, now() - interval '90 days'
    from generate_series(0, ${receivers - 1}) n, generate_series(0, ${texts - 1}) k`)
}

/** Fails unless every receiver has been sent exactly one, and each was counted. */
export const verify = async (client: Client) => {
  const { rows: [found] } = await client.query<Record<string, number>>(`select
    (select count(*)::int from delivery where sent_at is not null and date = '${date}') as sent,
    (select count(*)::int from delivery) as kept,
    (select sum(times_sent)::int from affirmation) - ${receivers * Math.floor(texts / 2)} as counted`)
  for (const [what, count] of Object.entries(found ?? {})) {
    if (count !== receivers) throw new Error(`${what}: ${count} of ${receivers}`)
  }
}
