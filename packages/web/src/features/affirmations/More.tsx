import { Show } from "solid-js"
import { ui } from "../../i18n/ui.ts"
import { Banner } from "../../ui/Banner.tsx"
import { Button } from "../../ui/Button.tsx"
import type { createKeyset } from "./keyset.ts"
import style from "./More.module.css"

export interface MoreProps {
  readonly list: Pick<ReturnType<typeof createKeyset>, "more" | "busy" | "failed" | "hasMore">
  readonly label: string
}

/** The end of a list that goes on: reads the next part, and says so when it could not. */
export const More = (props: MoreProps) => (
  <Show when={props.list.hasMore()}>
    <div class={style["more"]}>
      <Show when={props.list.failed()}>
        <Banner kind="error" title={ui().failed}>{ui().failedSafe}</Banner>
      </Show>
      <Button busy={props.list.busy()} onClick={() => void props.list.more()}>{props.label}</Button>
    </div>
  </Show>
)
