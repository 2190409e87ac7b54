import * as Audit from "@lumi/core/audit/Audit"
import type { Read } from "@lumi/core/audit/AuditEntry"
import type { RelationshipId } from "@lumi/core/relationships/Relationship"
import { Effect } from "effect"
import { hostname, userInfo } from "node:os"
import { Confirm } from "./Confirm.ts"

/** What a command takes that can show what people wrote. */
export interface RevealOptions {
  readonly reveal?: boolean
  readonly yes?: boolean
}

const account = () => {
  try {
    return userInfo().username
  } catch {
    return `account ${process.getuid?.()}`
  }
}

/** Who sits at this machine; an account that has no name there has a number. */
const operator = () => `${process.env["SUDO_USER"] ?? account()}@${hostname()}`.slice(0, 120)

/** Whether texts may be shown: only with `--reveal`, after a yes, and once it is written where the two can read it. */
export const mayReveal = Effect.fnUntraced(
  function*(options: RevealOptions, relationship: RelationshipId, what: Read, about: string) {
    const confirm = yield* Confirm
    if (options.reveal !== true) return false
    yield* confirm.ask("Read what one wrote for the other? Both of them will see in Lumi that you did.", options)
    yield* Audit.note(relationship, { who: operator(), what, about })
    return true
  }
)
