/** The most characters of one affirmation. */
export const most = 280

/** What the server will keep of a text: it trims, and counts as a person does, not as UTF-16. */
export const lengthOf = (text: string): number => Array.from(text.replaceAll("\r\n", "\n").trim()).length

/** Whether a text can be kept as it is. */
export const fits = (text: string): boolean => {
  const length = lengthOf(text)
  return length >= 1 && length <= most
}
