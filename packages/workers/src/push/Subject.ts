import { Config, Effect, Option, Schema } from "effect"
import { configured as origin } from "../http/Origin.ts"

/** Ends of names that nobody outside can reach. */
const nowhere = /(^|\.)(localhost|local|internal|lan|home|test|example|invalid|arpa|onion)$/

const isReachable = (host: string) => /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+$/i.test(host) && !nowhere.test(host)

/** What is wrong with a subject, or nothing: push services want to know whom they can write to, and some refuse the rest. */
export const problemOf = (subject: string): string | undefined => {
  const [, mailbox] = /^mailto:[^\s@<>,]+@([^\s@<>,]+)$/.exec(subject) ?? []
  if (mailbox !== undefined) return isReachable(mailbox) ? undefined : `nobody receives mail at ${mailbox}`
  if (!subject.startsWith("https://")) return "it must begin with mailto: or https://"
  const host = URL.canParse(subject) ? new URL(subject).hostname : ""
  return isReachable(host) ? undefined : `nobody outside reaches ${host === "" ? "that address" : host}`
}

const Subject = Schema.String.check(
  Schema.makeFilter<string>((subject) => {
    const problem = problemOf(subject)
    return problem === undefined ? undefined : `LUMI_PUSH_SUBJECT: ${problem}`
  })
)

/** `LUMI_PUSH_SUBJECT`, else the public address of this instance; without either nothing is pushed. */
export const subject = Effect.gen(function*() {
  const given = yield* Config.option(Config.schema(Subject, "LUMI_PUSH_SUBJECT"))
  if (Option.isSome(given)) return given
  return Option.filter(Option.map(yield* origin, ({ origin }) => origin), (url) => problemOf(url) === undefined)
})
