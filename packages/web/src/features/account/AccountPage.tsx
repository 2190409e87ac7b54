import ticket from "lucide-static/icons/ticket.svg?path"
import { createEffect, type JSX, onMount, Show } from "solid-js"
import { account } from "../../i18n/account.ts"
import { shell } from "../../i18n/shell.ts"
import { keptInvite } from "../../session/invite.ts"
import { Logo } from "../../shell/Logo.tsx"
import { UpdateBar } from "../../shell/UpdateBar.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { OfflineBar } from "../../ui/OfflineBar.tsx"
import style from "./AccountPage.module.css"

export interface AccountPageProps {
  readonly title: string
  readonly lede?: string | undefined
  /** shows that an invite waits, where it does */
  readonly invite?: boolean | undefined
  readonly foot?: JSX.Element
  readonly children: JSX.Element
}

/** The door: two lights, the name, one sheet of paper. */
export const AccountPage = (props: AccountPageProps) => {
  let heading: HTMLHeadingElement | undefined
  createEffect(() => {
    document.title = `${props.title} · Lumi`
  })
  // From one door to the next the focus follows; on the first page it stays where the browser put it.
  onMount(() => history.length > 1 && document.activeElement === document.body && heading?.focus())
  return (
    <div class={style["page"]}>
      <div class={style["light"]} aria-hidden="true">
        <i class={style["half"]} data-tint="lamp" data-side="first" />
        <i class={style["half"]} data-tint="tide" data-side="second" />
      </div>
      <OfflineBar />
      <UpdateBar />
      <main class={style["main"]}>
        <a href="/" aria-label={shell().home}>
          <Logo size="l" />
        </a>
        <div class={style["card"]}>
          <h1 tabindex="-1" ref={(element) => heading = element}>{props.title}</h1>
          <Show when={props.lede}>
            <p class={style["lede"]}>{props.lede}</p>
          </Show>
          <Show when={props.invite && keptInvite() !== undefined}>
            <p class={style["invite"]}>
              <Icon of={ticket} />
              <span>{account().inviteKept}</span>
            </p>
          </Show>
          {props.children}
        </div>
        <p class={style["foot"]}>{props.foot}</p>
      </main>
    </div>
  )
}
