/** Makes of a message what a rule selects of it, or nothing if the message is none of its business. */
export type Select = (topic: string, payload: Buffer) => string | undefined

type Column = (topic: string, payload: Buffer) => object

const columns: ReadonlyArray<readonly [form: RegExp, make: (name: string) => Column]> = [
  [/^\*$/, () => (_, payload) => JSON.parse(payload.toString()) as object],
  [/^encode\(\*, 'base64'\) AS (\w+)$/, (name) => (_, payload) => ({ [name]: payload.toString("base64") })],
  [/^topic\(\) AS (\w+)$/, (name) => (topic) => ({ [name]: topic })]
]

const columnOf = (text: string): Column => {
  for (const [form, make] of columns) {
    const found = form.exec(text)
    if (found) return make(found[1] ?? "")
  }
  throw new Error(`The emulator of IoT does not know what to select by ${text}`)
}

/** Filters of MQTT with `+`; a rule of Lumi has no `#`. */
const matches = (filter: ReadonlyArray<string>, topic: ReadonlyArray<string>) =>
  filter.length === topic.length && filter.every((level, i) => level === "+" || level === topic[i])

/** Understands the little SQL that rules of Lumi are written in; anything else is an error when the emulator starts. */
export const parse = (sql: string): Select => {
  const [, selected = "", filter = ""] = /^SELECT (.+) FROM '([^']+)'$/.exec(sql) ?? []
  if (filter === "") throw new Error(`The emulator of IoT does not understand ${sql}`)
  const wanted = selected.split(/, (?![^(]*\))/).map(columnOf)
  const levels = filter.split("/")
  return (topic, payload) =>
    matches(levels, topic.split("/"))
      ? JSON.stringify(Object.assign({}, ...wanted.map((column) => column(topic, payload))))
      : undefined
}
