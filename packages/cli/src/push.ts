import { subject } from "@lumi/workers/push/Subject"
import { Effect, Option } from "effect"
import { look } from "./Finding.ts"

/** Whom push services are told to ask, if anything is pushed at all. */
export const push = look(
  "push",
  Effect.map(
    subject,
    Option.match({
      onNone: () => "off: LUMI_PUSH_SUBJECT names nobody whom push services can ask, and LUMI_ORIGIN is not public",
      onSome: (subject) => `sent in the name of ${subject}`
    })
  )
)
