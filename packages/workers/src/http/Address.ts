import { Config } from "effect"

/** Where the web server listens unless a command says otherwise: `HOST` and `PORT`. Only this machine reaches it. */
export const configured = Config.all({
  host: Config.NonEmptyString("HOST").pipe(Config.withDefault("127.0.0.1")),
  port: Config.Port("PORT").pipe(Config.withDefault(8787))
})
