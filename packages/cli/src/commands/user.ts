import { type Account, UserId } from "@lumi/core/accounts/Account"
import { AccountStore } from "@lumi/core/accounts/AccountStore"
import { RelationshipStore } from "@lumi/core/relationships/RelationshipStore"
import { DateTime, Effect, Option, Schema } from "effect"
import { notFound, usage } from "../CliError.ts"
import { type Report, table } from "../Report.ts"
import { command } from "../runtime.ts"

const brief = (account: Account) => ({
  id: account.id,
  email: account.email,
  name: account.name,
  zone: account.zone,
  language: account.language,
  createdAt: DateTime.formatIso(account.createdAt),
  disabledAt: Option.getOrNull(Option.map(account.disabledAt, DateTime.formatIso))
})

/** An account by its id or its e-mail address. */
export const findUser = Effect.fnUntraced(function*(text: string) {
  const accounts = yield* AccountStore
  const missing = notFound(`There is no account ${text}. lumi user list shows all.`)
  const id = Schema.decodeUnknownOption(UserId)(text)
  if (Option.isSome(id)) {
    return yield* accounts.find(id.value).pipe(Effect.catchTag("AccountNotFound", () => Effect.fail(missing)))
  }
  const found = yield* accounts.findByEmail(text)
  return Option.isSome(found) ? found.value : yield* missing
})

/** `lumi user list` */
export const list = command(Effect.fnUntraced(function*({ limit }: { readonly limit: number }) {
  const accounts = yield* AccountStore
  if (!Number.isInteger(limit) || limit < 1) return yield* usage("--limit takes a whole number from 1.")
  const page = yield* accounts.list(Option.none(), limit)
  return {
    json: { items: page.items.map(brief), more: Option.isSome(page.next) },
    lines: [
      ...table(
        ["id", "name", "email", "since", ""],
        page.items.map(({ createdAt, disabledAt, email, id, name }) => [
          id,
          name,
          email,
          DateTime.formatIsoDateUtc(createdAt),
          Option.isSome(disabledAt) ? "disabled" : ""
        ])
      ),
      ...(Option.isSome(page.next) ? ["There are more: --limit shows them."] : [])
    ]
  } satisfies Report
}))

/** `lumi user show` */
export const show = command(Effect.fnUntraced(function*(text: string) {
  const relationships = yield* RelationshipStore
  const account = yield* findUser(text)
  const relationship = yield* relationships.ofUser(account.id)
  const couple = Option.getOrNull(Option.map(relationship, ({ id }) => id))
  return {
    json: { ...brief(account), relationship: couple },
    lines: [
      `${account.name} <${account.email}>`,
      `  id            ${account.id}`,
      `  zone          ${account.zone}`,
      `  since         ${DateTime.formatIsoDateUtc(account.createdAt)}`,
      `  relationship  ${couple ?? "none yet"}`,
      ...(Option.isSome(account.disabledAt) ? [`  disabled      ${DateTime.formatIso(account.disabledAt.value)}`] : [])
    ]
  } satisfies Report
}))
