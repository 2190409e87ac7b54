const key = "lumi.user"

/** Whose browser this is while somebody is signed in: their id, part of the key of all that is kept here. */
export const owner = (): string => localStorage.getItem(key) ?? ""

/** Remembers who is signed in, or that nobody is; true when it was somebody else before. */
export const setOwner = (user: string | undefined): boolean => {
  const before = owner()
  if (user === undefined) localStorage.removeItem(key)
  else localStorage.setItem(key, user)
  return before !== "" && before !== user
}
