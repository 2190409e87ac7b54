import { For } from "solid-js"
import { pool } from "../../i18n/pool.ts"
import { Card } from "../../ui/Page.tsx"
import { toast } from "../../ui/toasts.ts"
import { begin } from "./begin.ts"
import { readDraft } from "./draft.ts"
import style from "./Pool.module.css"

/** A few beginnings of ours, for whoever has written little. They go onto the sheet to be finished; only what is kept is sent. */
const Starters = () => {
  const start = (beginning: string) => {
    const { text } = readDraft()
    if (text.trim() === "" || pool().beginnings.includes(text)) return begin(beginning)
    toast(pool().unfinished)
  }
  return (
    <Card class={style["starters"]}>
      <h2>{pool().begin}</h2>
      <p class="quiet">{pool().beginHint}</p>
      <ul>
        <For each={pool().beginnings}>
          {(beginning) => (
            <li>
              <button
                type="button"
                class="words"
                aria-label={pool().beginWith(beginning)}
                onClick={() => start(beginning)}
              >
                {beginning}
              </button>
            </li>
          )}
        </For>
      </ul>
    </Card>
  )
}

export default Starters
