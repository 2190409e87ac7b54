import { DateTime, Effect } from "effect"
import { SecureRandom } from "effect/crypto"
import type { RelationshipId } from "../relationships/Relationship.ts"
import { AuditEntry, AuditId, type Read } from "./AuditEntry.ts"
import { AuditStore } from "./AuditStore.ts"

/** Writes down that an operator is about to read something; what cannot be written down is not to be read. */
export const note = Effect.fn("Audit.note")(
  function*(
    relationship: RelationshipId,
    reading: { readonly who: string; readonly what: Read; readonly about: string }
  ) {
    const store = yield* AuditStore
    const random = yield* SecureRandom.SecureRandom
    const id = AuditId.make(yield* random.uuidV7())
    yield* store.add(new AuditEntry({ id, relationship, at: yield* DateTime.now, ...reading }))
  }
)
