/** Remembers the last `size` ids and says of each whether it is new: a hint may come twice. */
export const makeSeen = (size = 500) => {
  const ids = new Set<string>()
  return (id: string): boolean => {
    if (ids.has(id)) return false
    ids.add(id)
    const [oldest] = ids
    if (ids.size > size && oldest !== undefined) ids.delete(oldest)
    return true
  }
}
