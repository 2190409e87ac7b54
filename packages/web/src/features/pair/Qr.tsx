import { createResource, Show } from "solid-js"
import { pair } from "../../i18n/pair.ts"
import style from "./Pair.module.css"

/** The dark modules as one path; neighbours in a row are one stroke of it. */
export const pathOfModules = (rows: ReadonlyArray<ReadonlyArray<boolean>>): string =>
  rows.map((row, y) => {
    let path = ""
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue
      const from = x
      while (row[x + 1]) x++
      path += `M${from} ${y}h${x - from + 1}v1h${from - x - 1}z`
    }
    return path
  }).join("")

/** A text as a picture for a phone's camera. What draws it is fetched when it is first wanted. */
export const Qr = (props: { readonly text: string }) => {
  const [code] = createResource(() => props.text, async (text) => {
    const { encode } = await import("uqr")
    const { data, size } = encode(text, { border: 3 })
    return { size, path: pathOfModules(data) }
  })
  return (
    <div class={style["qr"]}>
      <Show when={code()}>
        {(drawn) => (
          <svg
            viewBox={`0 0 ${drawn().size} ${drawn().size}`}
            role="img"
            aria-label={pair().qr}
            shape-rendering="crispEdges"
          >
            <path d={drawn().path} />
          </svg>
        )}
      </Show>
    </div>
  )
}
