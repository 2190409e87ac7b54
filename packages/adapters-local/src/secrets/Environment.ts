import { Effect, Option, Redacted } from "effect"
import { secretConfig } from "../SecretConfig.ts"
import { authOf, type Known, ticketsOf } from "./Stored.ts"

const list = Effect.fnUntraced(function*(name: string) {
  const secret = yield* secretConfig(name)
  return Option.isNone(secret) ? [] : Redacted.value(secret.value).split(/[\s,]+/).filter((value) => value !== "")
})

/** Secrets given by the environment, each also as `NAME_FILE`; several, newest first, are separated by commas. */
export const fromEnvironment = Effect.fn("Secrets.fromEnvironment")(function*() {
  const [auth, tickets, pepper, cursor] = yield* Effect.all([
    list("LUMI_AUTH_SECRET"),
    list("LUMI_TICKET_KEY"),
    list("LUMI_INVITE_PEPPER"),
    list("LUMI_CURSOR_KEY")
  ])
  return {
    ...(auth.length > 0 && { auth: authOf(auth) }),
    ...(tickets.length > 0 && { tickets: ticketsOf(tickets) }),
    ...(pepper[0] !== undefined && { invitePepper: pepper[0] }),
    ...(cursor[0] !== undefined && { cursor: cursor[0] })
  } satisfies Known
})
