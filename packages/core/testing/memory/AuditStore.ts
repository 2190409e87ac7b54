import { Effect, Layer, Option } from "effect"
import type { AuditEntry, AuditId } from "../../src/audit/AuditEntry.ts"
import { AuditStore } from "../../src/audit/AuditStore.ts"
import * as Page from "../../src/Page.ts"
import { byId, step } from "./Tables.ts"

/** An AuditStore that forgets everything with its process. */
export const layer: Layer.Layer<AuditStore> = Layer.effect(
  AuditStore,
  Effect.sync(() => {
    const entries = new Map<AuditId, AuditEntry>()
    return AuditStore.of({
      add: (entry) =>
        step(() => {
          if (!entries.has(entry.id)) entries.set(entry.id, entry)
        }),
      list: (relationship, after, limit) =>
        step(() =>
          Page.of(
            [...entries.values()]
              .filter((one) => one.relationship === relationship && (Option.isNone(after) || one.id < after.value))
              .toSorted(byId)
              .toReversed(),
            limit,
            ({ id }) => id
          )
        )
    })
  })
)
