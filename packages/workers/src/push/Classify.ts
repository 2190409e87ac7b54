import { Answer } from "@lumi/core/push/PushService"
import { Duration, Option } from "effect"

/** `Retry-After` in seconds or as a date. */
const waitOf = (retryAfter: string | undefined, now: number): Option.Option<Duration.Duration> => {
  if (retryAfter === undefined) return Option.none()
  const millis = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now
  return Number.isNaN(millis) ? Option.none() : Option.some(Duration.millis(Math.max(0, millis)))
}

/** What an answer of a push service means (RFC 8030), received at a millisecond. */
export const classify = (status: number, retryAfter: string | undefined, now: number): Answer => {
  if (status >= 200 && status < 300) return Answer.Taken()
  if (status === 404 || status === 410) return Answer.Gone()
  if (status === 413) return Answer.TooLong()
  const reason = `answered ${status}`
  if (status === 429 || status >= 500) {
    return Answer.NotNow({ reason, after: waitOf(retryAfter, now), works: status === 429 })
  }
  // among them what leads elsewhere, which is never followed
  return Answer.Refused({ reason })
}
