/** The first words of a text, to tell it from others. */
export const beginning = (text: string): string => {
  const words = text.split(/\s+/).slice(0, 4).join(" ")
  return words.length < text.length ? `${words.slice(0, 40)}…` : words
}
