import { Context, type DateTime, type Effect, type Option } from "effect"
import type { UserId } from "../accounts/Account.ts"
import type { ReceiverSlot } from "../affirmations/Slot.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { Invite, InviteId, InviteNotFound, SecretHash } from "./Invite.ts"
import type { AlreadyPaired, Relationship } from "./Relationship.ts"

/** Port: where invites are kept. Every change is conditional, so that of two people at once exactly one wins. */
export class InviteStore extends Context.Service<InviteStore, {
  /** Opens an invite; the inviter's earlier one that is still open or claimed is withdrawn in the same step. */
  readonly open: (invite: Invite) => Effect.Effect<void, StoreUnavailable>
  /** The inviter's invite that is open or claimed and not expired. */
  readonly current: (inviter: UserId, now: DateTime.Utc) => Effect.Effect<Option.Option<Invite>, StoreUnavailable>
  /** The invite a person asked to be let in by, while the inviter has not answered. */
  readonly claimOf: (claimer: UserId, now: DateTime.Utc) => Effect.Effect<Option.Option<Invite>, StoreUnavailable>
  /** An invite by its link's or its code's secret, in any state. */
  readonly findBySecret: (secret: SecretHash) => Effect.Effect<Option.Option<Invite>, StoreUnavailable>
  /** `open -> claimed`, or the same claim again; `InviteNotFound` when somebody else was first, or it is expired or over. */
  readonly claim: (
    id: InviteId,
    claimer: UserId,
    now: DateTime.Utc
  ) => Effect.Effect<Invite, InviteNotFound | StoreUnavailable>
  /**
   * Ends an open or claimed invite, or opens a claimed one again: from the state and the claimer in which it was seen.
   * `InviteNotFound` when either is another by now, so that nobody answers somebody they have not seen.
   */
  readonly settle: (
    seen: Invite,
    to: "declined" | "withdrawn" | "open"
  ) => Effect.Effect<void, InviteNotFound | StoreUnavailable>
  /**
   * `claimed -> accepted`, the relationship and the first slots of both, all or nothing. Fails with `AlreadyPaired` when
   * one of the two is in one by now, and with `InviteNotFound` when the invite is not claimed by `relationship.second`. Accepting again gives the
   * relationship of the first time.
   */
  readonly accept: (
    id: InviteId,
    relationship: Relationship,
    slots: ReadonlyArray<ReceiverSlot>,
    now: DateTime.Utc
  ) => Effect.Effect<Relationship, AlreadyPaired | InviteNotFound | StoreUnavailable>
}>()("@lumi/core/relationships/InviteStore") {}
