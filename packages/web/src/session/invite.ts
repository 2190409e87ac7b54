const key = "lumi.invite"

/** Takes the invite out of the address of an invite link (`/pair#…`) and keeps it through signing in or up, in this tab. */
export const keepInvite = (): void => {
  const secret = location.pathname === "/pair" ? decodeURIComponent(location.hash.slice(1)) : ""
  if (secret === "") return
  sessionStorage.setItem(key, secret)
  // The secret does not stay in the address, where a screenshot or a shared link would show it.
  history.replaceState(history.state, "", location.pathname)
}

/** The invite that was kept, while it has not been used. */
export const keptInvite = (): string | undefined => sessionStorage.getItem(key) ?? undefined

/** The invite was used, or is not wanted any more. */
export const forgetInvite = (): void => sessionStorage.removeItem(key)
