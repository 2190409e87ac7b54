import heart from "lucide-static/icons/heart.svg?path"
import { Show } from "solid-js"
import { home } from "../../i18n/home.ts"
import { lightOf, useMe } from "../../session/me.tsx"
import { Button, IconButton } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { love, type Received } from "./data.ts"

export interface HeartProps {
  readonly delivery: Received
  /** says it in words beside the icon */
  readonly words?: boolean | undefined
}

/** The love toggle, in the colour of whoever loves. */
export const Heart = (props: HeartProps) => {
  const me = useMe()
  const loved = () => props.delivery.lovedAt !== null
  const toggle = () => void love(props.delivery, !loved())
  const tint = () => lightOf(me().relationship?.side ?? "second", "").tint
  return (
    <Show
      when={props.words}
      fallback={
        <IconButton label={home().loveThis} aria-pressed={loved()} data-tint={tint()} onClick={toggle}>
          <Icon of={heart} />
        </IconButton>
      }
    >
      <Button kind="glass" aria-pressed={loved()} data-tint={tint()} onClick={toggle}>
        <Icon of={heart} />
        {loved() ? home().loved : home().love}
      </Button>
    </Show>
  )
}
