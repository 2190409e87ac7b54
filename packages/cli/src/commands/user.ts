import { type Account, UserId } from "@lumi/core/accounts/Account"
import { AccountStore } from "@lumi/core/accounts/AccountStore"
import { Realtime } from "@lumi/core/realtime/Realtime"
import { RelationshipStore } from "@lumi/core/relationships/RelationshipStore"
import { Auth } from "@lumi/workers/accounts/Auth"
import { DateTime, Effect, Option, Schema } from "effect"
import { Confirm } from "../Confirm.ts"
import { notFound, usage } from "../CliError.ts"
import { command } from "../runtime.ts"
import { type Report, table } from "../Report.ts"

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

/** `lumi user reset-link` */
export const resetLink = command(Effect.fnUntraced(function*(text: string) {
  const auth = yield* Auth
  const account = yield* findUser(text)
  const url = yield* auth.resetLink(account.id)
  return {
    json: { user: account.id, url },
    lines: [`Give this link to ${account.name} and to nobody else. It works once, for an hour.`, url]
  } satisfies Report
}))

interface DisableOptions {
  readonly undo?: boolean
  readonly yes?: boolean
  readonly dryRun?: boolean
}

/** `lumi user disable` */
export const disable = command(Effect.fnUntraced(function*(text: string, options: DisableOptions) {
  const accounts = yield* AccountStore
  const auth = yield* Auth
  const realtime = yield* Realtime
  const confirm = yield* Confirm
  const account = yield* findUser(text)
  const enabling = options.undo === true
  const done = enabling ? "enabled" : "disabled"
  if (options.dryRun === true) {
    return { json: { user: account.id, would: done }, lines: [`${account.name} <${account.email}> would be ${done}.`] }
  }
  if (enabling) yield* auth.enable(account.id)
  else {
    yield* confirm.ask(`Disable ${account.name} <${account.email}>? All their sessions end.`, options)
    yield* auth.disable(account.id)
    yield* realtime.disconnect(account.id)
  }
  yield* accounts.setDisabled(account.id, enabling ? Option.none() : Option.some(yield* DateTime.now))
  return { json: { user: account.id, is: done }, lines: [`${account.name} <${account.email}> is ${done}.`] }
}))
