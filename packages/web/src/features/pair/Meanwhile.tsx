import { pair } from "../../i18n/pair.ts"
import { ButtonLink } from "../../ui/Button.tsx"
import style from "./Pair.module.css"

/** Whoever waits can write already. */
export const Meanwhile = () => (
  <div class={style["meanwhile"]}>
    <p class="quiet">{pair().meanwhile}</p>
    <ButtonLink href="/manage">{pair().write}</ButtonLink>
  </div>
)
