import { createSignal } from "solid-js"
import { time } from "../../i18n/format.ts"
import { home } from "../../i18n/home.ts"
import { lightOf } from "../../session/me.tsx"
import { Letter, type LetterState } from "../../ui/Letter.tsx"
import { Answer } from "../affirmations/Answer.tsx"
import type { Received } from "../affirmations/data.ts"
import { Heart } from "../affirmations/Heart.tsx"
import { Reply } from "../affirmations/Reply.tsx"
import { WhyButton } from "../affirmations/WhyButton.tsx"
import type { Day } from "./data.ts"
import { rememberOpened, wasOpened } from "./sealed.ts"

export interface TodayProps {
  readonly delivery: Received
  readonly partner: Day["partner"]
  readonly zone: string
  readonly class?: string | undefined
}

/** A letter of today: sealed until it is touched, then lit once, then open for good. */
export const Today = (props: TodayProps) => {
  const [touched, setTouched] = createSignal<{ readonly id: string; readonly state: LetterState }>()
  const state = (): LetterState => {
    const last = touched()
    if (last?.id === props.delivery.id) return last.state
    return wasOpened(props.delivery.id) ? "open" : "sealed"
  }
  const came = () => {
    const at = time(props.delivery.chosenAt, props.zone)
    if (props.delivery.kind === "extra") return home().byHandAt(at)
    return props.delivery.reason.late === undefined ? at : home().late(at)
  }
  const open = () => {
    rememberOpened(props.delivery.id)
    setTouched({ id: props.delivery.id, state: "opening" })
  }
  return (
    <Letter
      class={props.class}
      light={lightOf(props.partner.side, props.partner.name)}
      name={props.partner.name}
      aside={state() === "sealed" ? home()[props.delivery.kind === "extra" ? "byHand" : "leftYou"] : came()}
      state={state()}
      text={props.delivery.text}
      onOpen={open}
      onOpened={() => setTouched({ id: props.delivery.id, state: "open" })}
      corner={state() === "sealed" ? undefined : <WhyButton reason={props.delivery.reason} />}
    >
      <Reply reply={props.delivery.reply} onLight />
      <Heart delivery={props.delivery} words />
      <Answer delivery={props.delivery} />
    </Letter>
  )
}
