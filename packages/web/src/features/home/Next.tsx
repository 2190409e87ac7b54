import sunrise from "lucide-static/icons/sunrise.svg?path"
import { home } from "../../i18n/home.ts"
import { Icon } from "../../ui/Icon.tsx"
import style from "./Home.module.css"
import { placeOf, saysWhen } from "./when.ts"

/** When the next letter comes, in the zone of whoever gets it. */
export const Next = (props: { readonly at: string; readonly zone: string; readonly now: Date }) => (
  <p class={style["next"]}>
    <Icon of={sunrise} small />
    {home().next(saysWhen(props.at, props.zone, props.now), placeOf(props.zone))}
  </p>
)
