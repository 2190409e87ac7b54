import { Effect, FiberSet, Option, Redacted, Schedule } from "effect"
import type { AuthSettings } from "./AuthSettings.ts"
import type { Message } from "./messages.ts"
import type { Limit, Throttle } from "./Throttle.ts"

/** Nobody's mailbox is filled because somebody else types their address again and again. */
const perAddress: Limit = { max: 5, window: "1 hour" }

/**
 * Sends mail behind the answer: whether one is sent must not show in the time a request takes. Nothing of the mail, not
 * even whom it is for, is logged when it fails.
 */
export const make = Effect.fnUntraced(function*(settings: AuthSettings["Service"], throttle: Throttle) {
  if (Option.isNone(settings.mail)) return Option.none()
  const { from, server } = settings.mail.value
  const { createTransport } = yield* Effect.promise(() => import("nodemailer"))
  const transport = yield* Effect.acquireRelease(
    Effect.sync(() =>
      createTransport({
        url: Redacted.value(server),
        connectionTimeout: 10_000,
        greetingTimeout: 10_000,
        socketTimeout: 20_000
      })
    ),
    (transport) => Effect.sync(() => transport.close())
  )
  const background = yield* FiberSet.makeRuntime()

  const deliver = Effect.fn("Mailer.deliver")(function*(to: string, { subject, text }: Message) {
    const wait = yield* throttle.take(`mail ${to.toLowerCase()}`, perAddress)
    if (Option.isSome(wait)) return
    yield* Effect.tryPromise(() => transport.sendMail({ from, to: { name: "", address: to }, subject, text })).pipe(
      Effect.retry({ times: 3, schedule: Schedule.exponential("1 second") })
    )
  }, Effect.catch(() => Effect.logWarning("A mail could not be sent: look at SMTP_URL and at the mail server")))

  return Option.some((to: string, message: Message) => {
    background(deliver(to, message))
  })
})

/** Sends a message to an address, some time soon. */
export type Mailer = (to: string, message: Message) => void
