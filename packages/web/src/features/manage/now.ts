import { type Output, Refused, run, tagOf } from "../../api/client.ts"
import { reading } from "../../api/reading.ts"
import { now } from "../../i18n/now.ts"
import { ui } from "../../i18n/ui.ts"
import { toast } from "../../ui/toasts.ts"
import { saysWhen } from "../home/when.ts"
import { written } from "./data.ts"
import { uuidV7 } from "./uuid.ts"

type Extra = Output<"extras.ask">
type Unsent = Exclude<Extra["state"], "asked" | "withdrawn" | "taken" | "sent">

/** What I sent by hand today, and whether another one can go; of yesterday's it would lie, so it is not kept. */
export const standing = reading("extras.look", { kept: false })

/** Who gets it, and the zone of who sends it. */
export interface Between {
  readonly partner: string
  readonly zone: string
}

/** What became of one that did not go. */
export const unsent = ({ state }: Extra, { partner }: Between): string | undefined =>
  state in now().unsent ? now().unsent[state as Unsent](partner) : undefined

const look = async () => {
  const answer = await run("extras.look", {})
  standing.change({}, () => answer)
  return answer.extra
}

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

/** How long is waited before each look at what became of one: workers take it within a second, where they run. */
const looks = [500, 700, 1000, 2000, 4000, 8000, 16_000]

/** Says what became of one, once it is known. */
const follow = async (id: string, between: Between): Promise<void> => {
  for (const wait of looks) {
    await pause(wait)
    const extra = await look().catch(() => undefined)
    if (extra === null || (extra !== undefined && extra.id !== id)) return
    if (extra === undefined || extra.state === "asked" || extra.state === "taken") continue
    if (extra.state === "withdrawn") return
    void written.refresh({ query: {} }).catch(() => {})
    toast(unsent(extra, between) ?? now().sent(between.partner))
    return
  }
}

const withdraw = async (id: string, between: Between): Promise<void> => {
  try {
    await run("extras.withdraw", { params: { id } })
    toast(now().takenBack(between.partner))
    await look().catch(() => {})
  } catch (failure) {
    toast(tagOf(failure) === "TooLate" ? now().tooLate : now().notTakenBack)
    await follow(id, between)
  }
}

const announced = new Set<string>()

/** Says that one goes, for as long as it can be taken back; then what became of it. Of each it is said once. */
export const announce = (extra: Extra, between: Between): void => {
  if ((extra.state !== "asked" && extra.state !== "taken") || announced.has(extra.id)) return
  announced.add(extra.id)
  if (extra.state === "taken" || extra.waits < 1000) return void follow(extra.id, between)
  toast(now().goes(between.partner), {
    undo: () => void withdraw(extra.id, between),
    done: () => void follow(extra.id, between),
    seconds: Math.round(extra.waits / 1000),
    elsewhere: true
  })
}

const refusal = (failure: Refused, { partner, zone }: Between): string => {
  const body = failure.body as { readonly _tag?: string; readonly nextAt?: string; readonly why?: string } | undefined
  if (body?._tag === "ExtraUsed" && body.nextAt !== undefined) return now().used(partner, saysWhen(body.nextAt, zone))
  if (body?._tag === "NothingToSend") return now().refused[body.why as keyof ReturnType<typeof now>["refused"]]
  if (body?._tag === "AffirmationNotFound") return now().gone
  return failure.status === 429 ? ui().tooOften : now().unknown
}

/** Sends one: the text of this id, or one that is drawn. The server holds it, whatever becomes of this page. */
export const send = async (between: Between, affirmation?: string): Promise<void> => {
  const id = uuidV7()
  try {
    const extra = await run("extras.ask", { payload: { id, ...(affirmation !== undefined && { affirmation }) } })
    announce(extra, between)
    await look().catch(() => {})
  } catch (failure) {
    // what nobody answered may have arrived all the same
    const extra = await look().catch(() => undefined)
    if (extra?.id === id) return announce(extra, between)
    toast(failure instanceof Refused ? refusal(failure, between) : now().unknown)
  }
}
