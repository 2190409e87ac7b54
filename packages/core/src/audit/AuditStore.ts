import { Context, type Effect, type Option } from "effect"
import type { Page } from "../Page.ts"
import type { RelationshipId } from "../relationships/Relationship.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { AuditEntry, AuditId } from "./AuditEntry.ts"

/** Port: what operators read of a relationship. Entries are only ever added. */
export class AuditStore extends Context.Service<AuditStore, {
  /** Writes it down, once: one with its id stays as it is. */
  readonly add: (entry: AuditEntry) => Effect.Effect<void, StoreUnavailable>
  /** Newest first. */
  readonly list: (
    relationship: RelationshipId,
    after: Option.Option<AuditId>,
    limit: number
  ) => Effect.Effect<Page<AuditEntry, AuditId>, StoreUnavailable>
}>()("@lumi/core/audit/AuditStore") {}
