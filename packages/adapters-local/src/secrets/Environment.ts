import { authOf, type Known, type Stored } from "@lumi/core/secrets/Stored"
import { Effect, Option, Redacted } from "effect"
import { secretConfig } from "../SecretConfig.ts"
import { idOf } from "./Fresh.ts"

const list = Effect.fnUntraced(function*(name: string) {
  const secret = yield* secretConfig(name)
  return Option.isNone(secret) ? [] : Redacted.value(secret.value).split(/[\s,]+/).filter((value) => value !== "")
})

/** Where each may come from. */
export const variables: Readonly<Record<keyof Stored, string>> = {
  auth: "LUMI_AUTH_SECRET",
  tickets: "LUMI_TICKET_KEY",
  invitePepper: "LUMI_INVITE_PEPPER",
  cursor: "LUMI_CURSOR_KEY",
  vapid: "LUMI_VAPID_KEY"
}

/** Secrets given by the environment, each also as `NAME_FILE`; several, newest first, are separated by commas. */
export const fromEnvironment = Effect.fn("Secrets.fromEnvironment")(function*() {
  const [auth, tickets, pepper, cursor, vapid] = yield* Effect.all([
    list(variables.auth),
    list(variables.tickets),
    list(variables.invitePepper),
    list(variables.cursor),
    list(variables.vapid)
  ])
  return {
    ...(auth.length > 0 && { auth: authOf(auth) }),
    ...(tickets.length > 0 && { tickets: tickets.map((value) => ({ id: idOf(value), value })) }),
    ...(pepper[0] !== undefined && { invitePepper: pepper[0] }),
    ...(cursor[0] !== undefined && { cursor: cursor[0] }),
    ...(vapid[0] !== undefined && { vapid: vapid[0] })
  } satisfies Known
})
