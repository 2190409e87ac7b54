import { DateTime, Option, Schema } from "effect"
import { type Account, UserId } from "../accounts/Account.ts"
import { Relationship } from "../relationships/Relationship.ts"

/**
 * What others must know of, written in the same step as what it tells of. It comes at least once, late, and perhaps after
 * a newer one: whoever acts on it asks the stores what is true by then.
 */
export const Change = Schema.TaggedUnion({
  AccountDisabled: { user: UserId, at: Schema.DateTimeUtcFromString },
  AccountEnabled: { user: UserId, at: Schema.DateTimeUtcFromString },
  /** it began, or who may see what has changed in it */
  RelationshipChanged: {
    relationship: Relationship.fields.id,
    first: UserId,
    second: UserId,
    state: Relationship.fields.state,
    epoch: Relationship.fields.epoch
  }
})
export type Change = typeof Change.Type

/** What a change is about: those of one subject are told in their order. */
export const subject: (change: Change) => string = Change.match({
  AccountDisabled: ({ user }) => `account ${user}`,
  AccountEnabled: ({ user }) => `account ${user}`,
  RelationshipChanged: ({ relationship }) => `relationship ${relationship}`
})

/** Where a change stands among those of its subject: one with a lower number is older. */
export const version: (change: Change) => number = Change.match({
  AccountDisabled: ({ at }) => DateTime.toEpochMillis(at),
  AccountEnabled: ({ at }) => DateTime.toEpochMillis(at),
  RelationshipChanged: ({ epoch }) => epoch
})

/** After an account was disabled, or enabled again at `now`. */
export const ofAccount = ({ disabledAt, id }: Account, now: DateTime.Utc): Change =>
  Option.match(disabledAt, {
    onNone: () => Change.cases.AccountEnabled.make({ user: id, at: now }),
    onSome: (at) => Change.cases.AccountDisabled.make({ user: id, at })
  })

/** After a relationship began or its epoch rose. */
export const ofRelationship = ({ epoch, first, id, second, state }: Relationship): Change =>
  Change.cases.RelationshipChanged.make({ relationship: id, first, second, state, epoch })
