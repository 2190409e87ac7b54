import type { HintTopic, WireHint } from "@lumi/core/realtime/Hint"

const known = { affirmation: true, notif: true, session: true } satisfies Record<HintTopic, true>

const isHint = (hint: { readonly topic: string; readonly payload: unknown }): hint is WireHint =>
  Object.hasOwn(known, hint.topic) && typeof hint.payload === "object" && hint.payload !== null &&
  "v" in hint.payload && hint.payload.v === 1

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What arrived in the inbox, or nothing when this page is too old to know it. */
export const read = (topic: string, text: string): WireHint | undefined => {
  const [, , , , ...rest] = topic.split("/")
  const hint = { topic: rest.join("/"), payload: parse(text) }
  return isHint(hint) ? hint : undefined
}
