import type { Cause } from "effect"

const longest = 300

const fields = (error: unknown): { readonly name: string; readonly message: string; readonly stack: string } => {
  if (!(error instanceof Error)) return { name: typeof error, message: "", stack: "" }
  const frames = (error.stack ?? "").split("\n").filter((line) => line.trimStart().startsWith("at ")).slice(0, 12)
  return {
    name: error.name,
    message: error.message.slice(0, longest),
    stack: frames.map((line) => line.trim()).join("; ")
  }
}

const codeOf = (error: unknown): string | undefined =>
  typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined

/** The names and codes of what lies behind an error. Their messages stay out: a database's quotes what it was given. */
const behind = (error: unknown): string => {
  const names: Array<string> = []
  let current: unknown = error
  while (current instanceof Error && current.cause !== undefined && names.length < 8) {
    current = current.cause
    names.push([current instanceof Error ? current.name : typeof current, codeOf(current)].filter(Boolean).join(" "))
  }
  return names.join(" < ")
}

/** A failure as it may be written down: what broke and where, without what people wrote. */
export const describe = (cause: Cause.Cause<unknown>): Record<string, string> => {
  const reason = cause.reasons.find(({ _tag }) => _tag !== "Interrupt")
  if (reason === undefined || reason._tag === "Interrupt") return { error: "Interrupt" }
  const error = reason._tag === "Fail" ? reason.error : reason.defect
  const { message, name, stack } = fields(error)
  return { error: name, message, behind: behind(error), stack }
}
