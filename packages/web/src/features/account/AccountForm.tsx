import { createSignal, type JSX, Show } from "solid-js"
import { account } from "../../i18n/account.ts"
import { Banner } from "../../ui/Banner.tsx"
import { Button } from "../../ui/Button.tsx"
import type { AuthFailure } from "./auth.ts"

export interface AccountFormProps {
  readonly button: string
  /** one sentence for everything the server may mind */
  readonly wrong: string
  /** false when a field has to be put right first; the first such field then takes the focus */
  readonly valid: () => boolean
  readonly send: () => Promise<AuthFailure | undefined>
  readonly onDone: () => void
  readonly children: JSX.Element
}

/** Sends one of the door's forms; an error is said, takes the focus, and leaves what was typed. */
export const AccountForm = (props: AccountFormProps) => {
  const [busy, setBusy] = createSignal(false)
  const [failure, setFailure] = createSignal<AuthFailure>()
  let form: HTMLFormElement | undefined
  const words = (kind: AuthFailure) =>
    ({
      wrong: props.wrong,
      "easy password": account().easyPassword,
      "needs invite": account().needsInvite,
      closed: account().closed,
      unconfirmed: account().unconfirmed,
      "too often": account().tooOften,
      unreachable: account().unreachable
    })[kind]
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (busy()) return
    setFailure(undefined)
    if (!props.valid()) {
      form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
      return
    }
    setBusy(true)
    const failed = await props.send()
    setBusy(false)
    if (failed === undefined) props.onDone()
    else setFailure(failed)
  }
  return (
    <form ref={(element) => form = element} noValidate onSubmit={(event) => void submit(event)}>
      <Show when={failure()} keyed>
        {(kind) => <Banner kind={kind === "unconfirmed" ? "note" : "error"} title={words(kind)} focus />}
      </Show>
      {props.children}
      <Button type="submit" kind="primary" big wide busy={busy()}>{props.button}</Button>
    </form>
  )
}
