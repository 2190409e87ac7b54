import { Config, Context, Effect, Layer, Option, type Redacted } from "effect"
import { Origin } from "../http/Origin.ts"

/** Who may make an account: anybody, whoever brings an open invite, nobody. */
export type SignUp = "open" | "invite" | "closed"

/** What the operator decides about accounts. */
export class AuthSettings extends Context.Service<AuthSettings, {
  readonly signUp: SignUp
  /** without it no mail is sent, and a lost password needs the operator */
  readonly mail: Option.Option<{ readonly server: Redacted.Redacted<string>; readonly from: string }>
}>()("@lumi/workers/accounts/AuthSettings") {
  /** `LUMI_SIGN_UP`, `SMTP_URL`, `SMTP_FROM`. */
  static readonly layer = Layer.effect(
    AuthSettings,
    Effect.gen(function*() {
      const { url } = yield* Origin
      const server = yield* Config.option(Config.Redacted("SMTP_URL"))
      const from = yield* Config.NonEmptyString("SMTP_FROM").pipe(
        Config.withDefault(`Lumi <no-reply@${new URL(url).hostname}>`)
      )
      return AuthSettings.of({
        signUp: yield* Config.Literals(["open", "invite", "closed"], "LUMI_SIGN_UP").pipe(Config.withDefault("open")),
        mail: Option.map(server, (server) => ({ server, from }))
      })
    })
  )
}
