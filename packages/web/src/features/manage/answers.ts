import { type Output, run } from "../../api/client.ts"
import { reading } from "../../api/reading.ts"

/** Hearts and replies to what I wrote, the latest first. */
export const answered = reading("affirmations.answers")

type Answers = Output<"affirmations.answers">

/** The words that were last said of a text, if they are among these. */
export const wordsOf = ({ items }: Answers, affirmation: string): string | undefined =>
  items.find((one) => one.affirmation === affirmation && one.reply !== null)?.reply?.text

/** What was said of one text, a part at a time: a part that is empty and goes on is passed over. */
export const answersOf = async (affirmation: string, after?: string): Promise<Answers> => {
  const part = await run("affirmations.answers", { query: { of: affirmation, ...(after !== undefined && { after }) } })
  return part.items.length === 0 && part.next !== null ? answersOf(affirmation, part.next) : part
}
