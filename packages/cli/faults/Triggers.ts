import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/**
 * Writes down what ever happens to a delivery and a record of the inbox, whoever does it: every job, every
 * text, every attempt to tell (also one that finds the record there already), every mark. A statement that does not get through writes nothing.
 */
const journal = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql`create table fault_journal (
    what text not null, key text not null, text text, at timestamptz not null default clock_timestamp()
  )`
  yield* sql`create index fault_journal_key on fault_journal (what, key)`
  yield* sql`create function fault_delivery() returns trigger language plpgsql as $$ begin
    insert into fault_journal (what, key, text) values ('text', new.receiver || ' ' || new.date, new.text);
    if new.sent_at is not null and (tg_op = 'INSERT' or old.sent_at is null) then
      insert into fault_journal (what, key) values ('sent', new.receiver || ' ' || new.date);
    end if;
    return new;
  end $$`
  yield* sql`create trigger fault_delivery after insert or update on delivery for each row execute function fault_delivery()`
  yield* sql`create function fault_told() returns trigger language plpgsql as $$ begin
    insert into fault_journal (what, key) values ('told', new.user_id || ' ' || new.source);
    return new;
  end $$`
  yield* sql`create function fault_queued() returns trigger language plpgsql as $$ begin
    insert into fault_journal (what, key) values ('queued', (new.body->>'receiver') || ' ' || (new.body->>'date'));
    return new;
  end $$`
  yield* sql`create trigger fault_queued after insert on job for each row when (new.queue = 'affirmations' and new.body ? 'date')
    execute function fault_queued()`
  yield* sql`create trigger fault_told before insert on notification for each row execute function fault_told()`
})

/**
 * Places where a delivery can be held, each a lock that its statement asks for before it does anything: before the choice is
 * recorded, before the inbox is told, before it is marked; and a tick before it remembers how far it got. So a process can be killed exactly there, and not only by luck.
 */
export const places = { decide: 7301, tell: 7302, mark: 7303, advance: 7304 } as const
export type Place = keyof typeof places

/** What asks for them. */
const gates = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql`create function fault_gate() returns trigger language plpgsql as $$ begin
    perform pg_advisory_xact_lock_shared(tg_argv[0]::bigint);
    return null;
  end $$`
  const on = (place: Place, event: string) =>
    sql.unsafe(
      `create trigger fault_gate_${place} before ${event} for each statement execute function fault_gate(${
        places[place]
      })`
    )
  yield* on("decide", "insert on delivery")
  yield* on("tell", "insert on notification")
  yield* on("mark", "update on delivery")
  yield* on("advance", "insert on affirmation_tick")
})

/** Everything that a fault needs in a database: the journal and the gates. */
export const install = Effect.andThen(journal, gates)
