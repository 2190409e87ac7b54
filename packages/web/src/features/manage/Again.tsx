import { createAsync } from "@solidjs/router"
import { createEffect, on } from "solid-js"
import { run } from "../../api/client.ts"
import { answered } from "./answers.ts"
import type { Mine } from "./data.ts"
import type { Only } from "./only.ts"

export interface AgainProps {
  readonly query: { readonly only?: Only }
  /** where each of the parts begins that were read by hand */
  readonly read: ReadonlyArray<string>
  readonly onFresh: (change: (items: ReadonlyArray<Mine>) => ReadonlyArray<Mine>) => void
}

/** What the other one says may be of a text further down: parts that were read by hand are read again then, and none comes or goes. */
const Again = (props: AgainProps) => {
  const said = createAsync(() => answered({ query: {} }).catch(() => undefined))
  const again = async () => {
    const parts = await Promise.all(
      props.read.map((after) => run("affirmations.list", { query: { ...props.query, after } }))
    )
    const fresh = new Map(parts.flatMap(({ items }) => items.map((item) => [item.id, item])))
    props.onFresh((items) => items.map((item) => fresh.get(item.id) ?? item))
  }
  createEffect(on(said, (now, before) => {
    if (before !== undefined && now !== before) void again().catch(() => {})
  }))
  return <></>
}

export default Again
