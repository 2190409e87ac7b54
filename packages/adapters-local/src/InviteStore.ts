import { UserId } from "@lumi/core/accounts/Account"
import type { ReceiverSlot } from "@lumi/core/affirmations/Slot"
import { ofRelationship } from "@lumi/core/changes/Change"
import { Invite, InviteId, InviteNotFound, InviteState, SecretHash } from "@lumi/core/relationships/Invite"
import { InviteStore } from "@lumi/core/relationships/InviteStore"
import { AlreadyPaired, Relationship, RelationshipId } from "@lumi/core/relationships/Relationship"
import { type DateTime, Effect, Layer, Option, Schema } from "effect"
import { SqlClient } from "effect/sql"
import { setSlot } from "./AffirmationSchedule.ts"
import { note } from "./ChangeFeed.ts"
import * as RelationshipStore from "./RelationshipStore.ts"
import * as Statements from "./Statements.ts"

const Instant = Schema.DateTimeUtcFromString
const orNotFound = Effect.flatMap(Option.match({
  onNone: () => Effect.fail(new InviteNotFound()),
  onSome: (invite: Invite) => Effect.succeed(invite)
}))

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const set = setSlot(sql)
  const noted = note(sql)
  const columns = sql.literal(`id, inviter, link_hash as "linkHash", code_hash as "codeHash", state,
    claimed_by as "claimedBy", created_at as "createdAt", expires_at as "expiresAt"`)

  /** Of two that one person opens at once, one comes after the other. */
  const lock = (inviter: UserId) => sql`select pg_advisory_xact_lock(hashtextextended(${`invites of ${inviter}`}, 0))`
  const withdrawOthers = (invite: Invite) =>
    sql`update invite set state = 'withdrawn'
      where inviter = ${invite.inviter} and id <> ${invite.id} and state in ('open', 'claimed')`
  const insert = Statements.all({
    Request: Invite,
    Result: Schema.Unknown,
    execute: (i) =>
      sql`insert into invite (id, inviter, link_hash, code_hash, state, claimed_by, created_at, expires_at)
        values (${i.id}, ${i.inviter}, ${i.linkHash}, ${i.codeHash}, ${i.state}, ${i.claimedBy}, ${i.createdAt}, ${i.expiresAt})
        on conflict (id) do nothing`
  })
  const current = Statements.first({
    Request: Schema.Struct({ inviter: UserId, now: Instant }),
    Result: Invite,
    execute: ({ inviter, now }) =>
      sql`select ${columns} from invite
        where inviter = ${inviter} and state in ('open', 'claimed') and expires_at > ${now}`
  })
  const claimOf = Statements.first({
    Request: Schema.Struct({ claimer: UserId, now: Instant }),
    Result: Invite,
    execute: ({ claimer, now }) =>
      sql`select ${columns} from invite
        where claimed_by = ${claimer} and state = 'claimed' and expires_at > ${now} order by id desc limit 1`
  })
  const findBySecret = Statements.first({
    Request: SecretHash,
    Result: Invite,
    execute: (secret) => sql`select ${columns} from invite where link_hash = ${secret} or code_hash = ${secret}`
  })
  const claim = Statements.first({
    Request: Schema.Struct({ id: InviteId, claimer: UserId, now: Instant }),
    Result: Invite,
    execute: ({ claimer, id, now }) =>
      sql`update invite set state = 'claimed', claimed_by = ${claimer}
        where id = ${id} and expires_at > ${now}
          and (state = 'open' or (state = 'claimed' and claimed_by = ${claimer}))
        returning ${columns}`
  })
  const settle = Statements.first({
    Request: Schema.Struct({
      id: InviteId,
      state: InviteState,
      claimedBy: Schema.OptionFromNullOr(UserId),
      to: InviteState
    }),
    Result: Invite,
    execute: ({ claimedBy, id, state, to }) =>
      sql`update invite set state = ${to}, claimed_by = case when ${to} = 'open' then null else claimed_by end
        where id = ${id} and state = ${state} and state in ('open', 'claimed')
          and claimed_by is not distinct from ${claimedBy}::uuid
        returning ${columns}`
  })

  const take = Statements.first({
    Request: Schema.Struct({ id: InviteId, claimer: UserId, now: Instant }),
    Result: Schema.Struct({ inviter: UserId, relationship: Schema.NullOr(RelationshipId) }),
    execute: ({ claimer, id, now }) =>
      sql`select inviter, relationship_id as relationship from invite
        where id = ${id} and claimed_by = ${claimer}
          and (state = 'accepted' or (state = 'claimed' and expires_at > ${now}))
        for update`
  })
  const find = Statements.all({
    Request: RelationshipId,
    Result: Relationship,
    execute: (id) => sql`select ${sql.literal(RelationshipStore.columns)} from relationship r where r.id = ${id}`
  })
  const begin = Statements.all({
    Request: Relationship,
    Result: Schema.Unknown,
    execute: (r) =>
      sql`insert into relationship (id, first_user, second_user, state, epoch, since, created_at)
        values (${r.id}, ${r.first}, ${r.second}, ${r.state}, ${r.epoch}, ${r.since}, ${r.createdAt})`
  })
  /** Always in the same order, so that two couples with a person in common wait for each other and never both. */
  const join = Statements.all({
    Request: Relationship,
    Result: Schema.Struct({ user: UserId }),
    execute: (r) =>
      sql`insert into relationship_member (user_id, relationship_id)
        select member, ${r.id}::uuid from unnest(${[r.first, r.second]}::uuid[]) as m(member) order by member
        on conflict (user_id) do nothing returning user_id as "user"`
  })
  const finish = (id: InviteId, relationship: RelationshipId) =>
    sql`update invite set state = 'accepted', relationship_id = ${relationship} where id = ${id}`

  const accept = Effect.fnUntraced(function*(
    id: InviteId,
    relationship: Relationship,
    slots: ReadonlyArray<ReceiverSlot>,
    now: DateTime.Utc
  ) {
    const taken = yield* take({ id, claimer: relationship.second, now })
    if (Option.isNone(taken) || taken.value.inviter !== relationship.first) return yield* new InviteNotFound()
    if (taken.value.relationship !== null) {
      const [kept] = yield* find(taken.value.relationship)
      return kept!
    }
    yield* begin(relationship)
    const joined = yield* join(relationship)
    if (joined.length < 2) {
      return yield* new AlreadyPaired({ who: joined.some(({ user }) => user === relationship.first) ? "them" : "you" })
    }
    yield* finish(id, relationship.id)
    for (const slot of slots) yield* set(slot)
    yield* noted(ofRelationship(relationship))
    return relationship
  })

  return InviteStore.of({
    open: Effect.fn("InviteStore.open")(
      function*(invite) {
        yield* lock(invite.inviter)
        yield* withdrawOthers(invite)
        yield* insert(invite)
      },
      sql.withTransaction,
      Statements.as("InviteStore.open")
    ),
    current: Effect.fn("InviteStore.current")(
      (inviter, now) => current({ inviter, now }),
      Statements.as("InviteStore.current")
    ),
    claimOf: Effect.fn("InviteStore.claimOf")(
      (claimer, now) => claimOf({ claimer, now }),
      Statements.as("InviteStore.claimOf")
    ),
    findBySecret: Effect.fn("InviteStore.findBySecret")(findBySecret, Statements.as("InviteStore.findBySecret")),
    claim: Effect.fn("InviteStore.claim")(
      (id, claimer, now) => claim({ id, claimer, now }),
      orNotFound,
      Statements.as("InviteStore.claim")
    ),
    settle: Effect.fn("InviteStore.settle")(
      ({ claimedBy, id, state }, to) => settle({ id, state, claimedBy, to }),
      orNotFound,
      Effect.asVoid,
      Statements.as("InviteStore.settle")
    ),
    accept: Effect.fn("InviteStore.accept")(accept, sql.withTransaction, Statements.as("InviteStore.accept"))
  })
})

/** Invites in the table `invite`. */
export const layer: Layer.Layer<InviteStore, never, SqlClient.SqlClient> = Layer.effect(InviteStore, make)
