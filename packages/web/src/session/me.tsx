import { type Accessor, createContext, useContext } from "solid-js"
import type { Output } from "../api/client.ts"
import { reading } from "../api/reading.ts"
import type { Light, Side } from "../ui/PresenceLights.tsx"

/** Everything a page needs to know of whoever is signed in. */
export type Me = Output<"me.get">

/** Who is signed in, read cache first. */
export const me = reading("me.get", { ownerOf: ({ user }) => user.id })

const MeContext = createContext<Accessor<Me>>()

/** Gives the signed-in pages their person. */
export const MeProvider = MeContext.Provider

/** Whoever is signed in; only inside the signed-in pages. */
export const useMe = (): Accessor<Me> => {
  const found = useContext(MeContext)
  if (found === undefined) throw new Error("This part belongs inside the signed-in pages.")
  return found
}

/** The colour somebody starts with: the one who invited is the lamp, the other the tide. */
export const lightOf = (side: Side, name: string): Light => ({
  side,
  tint: side === "first" ? "lamp" : "tide",
  face: [...name][0]?.toUpperCase()
})
