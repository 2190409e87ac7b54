import { AccountStore } from "@lumi/core/accounts/AccountStore"
import { Auth } from "@lumi/workers/accounts/Auth"
import { DateTime, Effect, Option } from "effect"
import { accountsCommand } from "../accounts.ts"
import { Confirm } from "../Confirm.ts"
import type { Report } from "../Report.ts"
import { findUser } from "./user.ts"

/** `lumi user reset-link` */
export const resetLink = accountsCommand(Effect.fnUntraced(function*(text: string) {
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
export const disable = accountsCommand(Effect.fnUntraced(function*(text: string, options: DisableOptions) {
  const accounts = yield* AccountStore
  const auth = yield* Auth
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
    // first the sessions: a page that is put out by the change must not come back by one
    yield* auth.disable(account.id)
  }
  yield* accounts.setDisabled(account.id, enabling ? Option.none() : Option.some(yield* DateTime.now))
  return { json: { user: account.id, is: done }, lines: [`${account.name} <${account.email}> is ${done}.`] }
}))
