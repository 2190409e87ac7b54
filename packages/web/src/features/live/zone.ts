import { run } from "../../api/client.ts"
import { me } from "../../session/me.tsx"
import { here } from "../settings/zones.ts"

const key = "lumi.zone"

/** An account that knows no zone gets the one of this browser, once: whoever chooses UTC afterwards means it. */
export const settleZone = async (): Promise<void> => {
  const { user } = await me({})
  const zone = here()
  if (user.zone !== "UTC" || zone === "UTC" || localStorage.getItem(key) === user.id) return
  localStorage.setItem(key, user.id)
  const known = await run("me.update", { payload: { zone } })
  me.change({}, () => known)
}
