import { createMemo, For, type JSX, Show } from "solid-js"

export interface EachProps<A> {
  readonly each: ReadonlyArray<A>
  readonly children: (item: () => A) => JSX.Element
}

/** A list of things with an id: what changes about one is changed in place, so that a focus inside it stays. */
export const Each = <A extends { readonly id: string }>(props: EachProps<A>) => {
  const byId = createMemo(() => new Map(props.each.map((item) => [item.id, item])))
  return (
    <For each={[...byId().keys()]}>
      {(id) => <Show when={byId().get(id)}>{(item) => props.children(item)}</Show>}
    </For>
  )
}
