import { run } from "../../api/client.ts"
import { answers } from "../../i18n/answers.ts"
import { toast } from "../../ui/toasts.ts"
import { type Received, say } from "./data.ts"

/** Words that could not be sent, by delivery: they stand in the field when somebody writes back again. */
const unsent = new Map<string, string>()

/** What the field starts with: what could not be sent, else what was answered before. */
export const beginning = ({ id, reply }: Received): string => unsent.get(id) ?? reply?.text ?? ""

const send = async (delivery: Received, text: string | null): Promise<boolean> => {
  const said = { reply: text === null ? null : { text, at: new Date().toISOString() } }
  const save = () => run("deliveries.reply", { params: { id: delivery.id }, payload: { text } })
  return say(delivery, "reply", said, save)
}

/** Answers in place of what was answered before, or takes the answer back: shown at once, and can be undone. */
export const reply = async (delivery: Received, text: string | null, partner: string): Promise<void> => {
  const before = delivery.reply?.text ?? null
  if (text === before) return
  if (text !== null) unsent.set(delivery.id, text)
  if (await send(delivery, text)) {
    unsent.delete(delivery.id)
    const after = { ...delivery, reply: text === null ? null : { text, at: new Date().toISOString() } }
    toast(text === null ? answers().takenBack : answers().sent(partner), {
      undo: () =>
        void send(after, before).then((undone) => {
          if (!undone) toast(answers().notUndone)
        })
    })
  } else toast(text === null ? answers().notTakenBack : answers().notSent)
}
