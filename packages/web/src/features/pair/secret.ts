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

/** A code as it is read out and typed: two halves are kept in mind, ten signs are not. */
export const inHalves = (code: string): string => code.replace(/^([0-9A-Z]{5})([0-9A-Z]{5})$/, "$1-$2")
