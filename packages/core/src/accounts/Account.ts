import { Schema } from "effect"
import { says } from "../says.ts"
import { storable, text } from "../Text.ts"
import { Uuid } from "../Uuid.ts"
import { Kept, Zone } from "../Zone.ts"

/** Identifies one person's account. */
export const UserId = Uuid.pipe(Schema.brand("UserId"))
export type UserId = typeof UserId.Type

/** How a person is called by the other one. */
export const Name = text(1, 60)

export const Language = Schema.Literals(["en", "de"])
export type Language = typeof Language.Type

export const Appearance = Schema.Literals(["system", "light", "dark"])
export type Appearance = typeof Appearance.Type

/** One account as Lumi knows it; passwords and sessions are Better Auth's, behind `AuthStore`. */
export class Account extends Schema.Class<Account>("Account")({
  id: UserId,
  email: Schema.String.check(Schema.isMaxLength(320), storable),
  name: Name,
  zone: Kept,
  language: Language,
  appearance: Appearance,
  createdAt: Schema.DateTimeUtcFromString,
  disabledAt: Schema.OptionFromNullOr(Schema.DateTimeUtcFromString)
}) {}

/** What its owner may change of an account. */
export const Profile = Schema.Struct({
  name: Name,
  zone: Zone,
  language: Language,
  appearance: Appearance
})
export type Profile = typeof Profile.Type

export class AccountNotFound extends Schema.TaggedError<AccountNotFound>()(
  "AccountNotFound",
  { message: says("No such account.") },
  { httpApiStatus: 404 }
) {}
