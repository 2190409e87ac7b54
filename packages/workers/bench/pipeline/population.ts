// Receivers with an hour: of `total` so many are due now, spread among the others, who have another hour of that zone or
// that hour elsewhere.
import type { Client } from "pg"

const quarter = 900_000
/** The quarter of an hour that it is. */
export const hour = new Date(Math.floor(Date.now() / quarter) * quarter)
export const date = hour.toISOString().slice(0, 10)
export const time = hour.toISOString().slice(11, 16)
const other = new Date(hour.getTime() + 6 * 4 * quarter).toISOString().slice(11, 16)

const id = (part: string, n: string) => `('019845e1-${part}-7b02-a706-' || lpad((${n})::text, 12, '0'))::uuid`

export const populate = async (client: Client, total: number, due: number, texts = 0) => {
  const isDue = `n::bigint * ${due} % ${total} < ${due}`
  await client.query(`insert into relationship (id, first_user, second_user, state, epoch, since, created_at)
    select ${id("0001", "n")}, ${id("0000", "2 * n")}, ${id("0000", "2 * n + 1")}, 'active', 1, '2024-05-01', now()
    from generate_series(0, ${Math.ceil(total / 2) - 1}) n`)
  await client.query(`insert into receiver_slot (receiver, starts, relationship_id, zone, "time")
    select ${id("0000", "n")}, '2026-01-01', ${id("0001", "n / 2")},
      case when ${isDue} or n % 2 = 0 then 'UTC' else 'America/New_York' end,
      case when ${isDue} or n % 2 = 1 then '${time}' else '${other}' end
    from generate_series(0, ${total - 1}) n`)
  if (texts > 0) {
    await client.query(`insert into relationship_member (user_id, relationship_id, affirmations)
      select ${id("0000", "n")}, ${id("0001", "n / 2")}, ${texts} from generate_series(0, ${total - 1}) n`)
    await client.query(`insert into affirmation
        (id, relationship_id, author, receiver, text, paused, times_sent, last_sent_at, created_at)
      select ${id("0002", `n::bigint * ${texts} + k`)}, ${id("0001", "n / 2")}, ${id("0000", "n + 1 - 2 * (n % 2)")},
        ${id("0000", "n")}, 'You are the best part of every day, and I know it, number ' || k, false, k % 2,
        case when k % 2 = 1 then now() - k * interval '1 day' end, now() - interval '90 days'
      from generate_series(0, ${total - 1}) n, generate_series(0, ${texts - 1}) k`)
  }
  await client.query("vacuum (analyze, freeze) relationship, receiver_slot, affirmation, relationship_member")
}

/** As if the last tick had been a moment before the hour, and nothing had been queued or sent since. */
export const rewind = async (client: Client) => {
  await client.query("truncate job, delivery, notification")
  await client.query(
    `insert into affirmation_tick (reached_at) values ($1)
    on conflict (one) do update set reached_at = excluded.reached_at`,
    [new Date(hour.getTime() - 1000)]
  )
  await client.query("checkpoint")
}
