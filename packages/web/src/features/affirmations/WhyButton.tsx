import circleHelp from "lucide-static/icons/circle-help.svg?path"
import { home } from "../../i18n/home.ts"
import { IconButton } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { createOnDemand, OnDemand } from "../../ui/OnDemand.tsx"
import type { Received } from "./data.ts"
import { Why } from "./sheets.ts"

/** Asks "why this one?" and shows the answer. */
export const WhyButton = (props: { readonly reason: Received["reason"] }) => {
  const why = createOnDemand()
  return (
    <div>
      <IconButton label={home().whyThis} aria-haspopup="dialog" onClick={why.ask}>
        <Icon of={circleHelp} />
      </IconButton>
      <OnDemand of={why}>
        <Why open={why.open()} reason={props.reason} onClose={why.close} />
      </OnDemand>
    </div>
  )
}
