import type { Account } from "@lumi/core/accounts/Account"
import { AccountStore } from "@lumi/core/accounts/AccountStore"
import { partnerOf, type Relationship, sideOf } from "@lumi/core/relationships/Relationship"
import { Effect } from "effect"

/** An address by its ends: enough for whoever knows it, little for whoever does not. */
export const emailHint = (email: string): string => {
  const at = email.lastIndexOf("@")
  const local = Array.from(email.slice(0, at))
  return `${local[0] ?? ""}…${local.at(-1) ?? ""}${email.slice(at)}`
}

/** As much of a person as somebody sees who does not know them yet. */
export const stranger = ({ email, name }: Account) => ({ name, emailHint: emailHint(email) })

/** The other one of a relationship, as far as they are shown. */
export const partner = Effect.fn("People.partner")(function*(relationship: Relationship, user: Account) {
  const accounts = yield* AccountStore
  const id = partnerOf(relationship, user.id)
  const { name } = yield* accounts.find(id).pipe(Effect.catchTag("AccountNotFound", Effect.die))
  return { id, name, side: sideOf(relationship, id) }
})
