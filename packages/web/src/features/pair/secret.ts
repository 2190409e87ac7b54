/** The secret in what somebody typed or pasted: a code as it is, or what follows the # of a link. */
export const secretOf = (typed: string): string | undefined => {
  const text = typed.trim()
  const hash = text.indexOf("#")
  const secret = hash === -1 ? text : text.slice(hash + 1)
  try {
    const decoded = decodeURIComponent(secret)
    return decoded.length >= 1 && decoded.length <= 64 && !/[/\s]{2}|:\/\//.test(decoded) ? decoded : undefined
  } catch {
    return undefined
  }
}
