// By hand, for whoever is no Lumi: the rows of the product's own tables, many by one statement.

const columns =
  `receiver uuid, relationship uuid, date date, id uuid, affirmation uuid, author uuid, text text, reason jsonb,
  terms text[]`
const asked = (parameter: string) => `asked as (select * from jsonb_to_recordset(${parameter}::jsonb) as a(${columns}))`

const written = (sentAt: string) =>
  `written as (
    insert into delivery (receiver, date, id, relationship_id, affirmation_id, author, text, reason, terms, chosen_at, sent_at)
    select receiver, date, id, relationship, affirmation, author, text, reason, array_to_tsvector(terms), now(), ${sentAt} from asked
    on conflict do nothing returning affirmation_id
  )`

const count = `update affirmation a set times_sent = a.times_sent + 1, last_sent_at = now()
  from written where a.id = written.affirmation_id`

/** The choice, before it is sent: $1 are deliveries. */
export const record = `with ${asked("$1")}, ${written("null")} ${count}`

/** After it was sent: $1 are deliveries. */
export const mark = `update delivery d set sent_at = now()
  from jsonb_to_recordset($1::jsonb) as asked(receiver uuid, date date)
  where d.receiver = asked.receiver and d.date = asked.date`

/** All of it at once, and the jobs $1 removed: $2 are deliveries. The limit, which after a crash would send again. */
export const complete = `with done as (delete from hand_job where id = any($1::bigint[])), ${asked("$2")},
  ${written("now()")} ${count}`

export const claim = `update hand_job set run_at = now() + interval '60 s', attempts = attempts + 1
  where id = any(array(
    select id from hand_job where run_at <= now() order by run_at limit $1 for update skip locked
  )) returning id, body`

export const handTable = `create table hand_job (
  id bigint generated always as identity primary key,
  body jsonb not null,
  run_at timestamptz not null default now(),
  attempts int not null default 0
); create index on hand_job (run_at)`
