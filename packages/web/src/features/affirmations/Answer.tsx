import circleMinus from "lucide-static/icons/circle-minus.svg?path"
import circlePlus from "lucide-static/icons/circle-plus.svg?path"
import cornerUpLeft from "lucide-static/icons/corner-up-left.svg?path"
import { home } from "../../i18n/home.ts"
import { lightOf, useMe } from "../../session/me.tsx"
import { Button, IconButton } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { createOnDemand, OnDemand } from "../../ui/OnDemand.tsx"
import { type Received, type Wish as Wanted, wish } from "./data.ts"
import style from "./Reply.module.css"
import { WriteBack } from "./sheets.ts"

/** Everything that can be answered to a letter beside its heart: words, and whether there should be more of this. */
export const Answer = (props: { readonly delivery: Received }) => {
  const back = createOnDemand()
  return (
    <>
      <Button kind="glass" aria-haspopup="dialog" onClick={back.ask}>
        <Icon of={cornerUpLeft} flip />
        {home().writeBack}
      </Button>
      <span class={style["wishes"]}>
        <Wish delivery={props.delivery} of="more" label={home().more} icon={circlePlus} />
        <Wish delivery={props.delivery} of="less" label={home().less} icon={circleMinus} />
      </span>
      <OnDemand of={back}>
        <WriteBack open={back.open()} delivery={props.delivery} onClose={back.close} />
      </OnDemand>
    </>
  )
}

interface WishProps {
  readonly delivery: Received
  readonly of: Wanted
  readonly label: string
  readonly icon: string
}

const Wish = (props: WishProps) => {
  const me = useMe()
  const wanted = () => props.delivery.wish === props.of
  return (
    <IconButton
      label={props.label}
      data-kind="glass"
      data-tint={lightOf(me().relationship?.side ?? "second", "").tint}
      aria-pressed={wanted()}
      onClick={() => void wish(props.delivery, wanted() ? null : props.of)}
    >
      <Icon of={props.icon} />
    </IconButton>
  )
}
