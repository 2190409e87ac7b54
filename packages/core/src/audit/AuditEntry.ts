import { Schema } from "effect"
import { RelationshipId } from "../relationships/Relationship.ts"
import { text } from "../Text.ts"
import { Uuid } from "../Uuid.ts"

/** Identifies one entry of an audit log. */
export const AuditId = Uuid.pipe(Schema.brand("AuditId"))
export type AuditId = typeof AuditId.Type

/** What an operator read: a text that came to somebody, or those that may come to them. */
export const Read = Schema.Literals(["delivery", "affirmations"])
export type Read = typeof Read.Type

/** An operator read what two people wrote for each other; written down before they see it, and for both to read. */
export class AuditEntry extends Schema.Class<AuditEntry>("AuditEntry")({
  id: AuditId,
  relationship: RelationshipId,
  at: Schema.DateTimeUtcFromString,
  /** the operator, as the machine knows them */
  who: text(1, 120),
  what: Read,
  /** the id of the delivery, or of the person for whom the texts are */
  about: Uuid
}) {}
