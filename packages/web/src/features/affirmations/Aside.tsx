import { Show } from "solid-js"
import type { Me } from "../../session/me.tsx"
import { Today } from "../home/Today.tsx"
import style from "./Affirmations.module.css"
import type { Received } from "./data.ts"
import { HardDays } from "./HardDays.tsx"

export interface AsideProps {
  /** today's letter, when it has come */
  readonly today: Received | undefined
  readonly partner: NonNullable<Me["relationship"]>["partner"]
  readonly zone: string
}

/** What today is: its letter, and whether it or tomorrow is a hard day. */
const Aside = (props: AsideProps) => (
  <>
    <Show when={props.today}>
      {(delivery) => (
        <div class={style["today"]}>
          <Today delivery={delivery()} partner={props.partner} zone={props.zone} />
        </div>
      )}
    </Show>
    <HardDays partner={props.partner.name} came={props.today !== undefined} />
  </>
)

export default Aside
