import { A, useLocation } from "@solidjs/router"
import { createSignal, Show } from "solid-js"
import { account } from "../../i18n/account.ts"
import { Banner } from "../../ui/Banner.tsx"
import { Field } from "../../ui/Field.tsx"
import { AccountForm } from "./AccountForm.tsx"
import { AccountPage } from "./AccountPage.tsx"
import { askForReset, resetPassword } from "./auth.ts"
import { emailProblem, passwordProblem } from "./checks.ts"
import { EmailField } from "./EmailField.tsx"

const Back = () => <A href="/sign-in">{account().back}</A>

/** The token of a reset link: behind `#`, or behind `?` where a mail program or Better Auth put it. */
const tokenIn = (place: { readonly hash: string; readonly search: string }): string | undefined =>
  new URLSearchParams(place.hash.slice(1)).get("token") ?? new URLSearchParams(place.search).get("token") ?? undefined

const Ask = () => {
  const [email, setEmail] = createSignal("")
  const [tried, setTried] = createSignal(false)
  const [asked, setAsked] = createSignal(false)
  return (
    <AccountPage
      title={asked() ? account().resetAsked : account().resetTitle}
      lede={asked() ? account().resetAskedSafe : account().resetLede}
      foot={<Back />}
    >
      <Show when={!asked()}>
        <AccountForm
          button={account().resetAsk}
          wrong={account().unreachable}
          valid={() => {
            setTried(true)
            return emailProblem(email()) === undefined
          }}
          send={() => askForReset(email().trim())}
          onDone={() => setAsked(true)}
        >
          <EmailField value={email()} onInput={setEmail} error={tried() ? emailProblem(email()) : undefined} />
        </AccountForm>
      </Show>
    </AccountPage>
  )
}

const Choose = (props: { readonly token: string }) => {
  const [password, setPassword] = createSignal("")
  const [tried, setTried] = createSignal(false)
  const [done, setDone] = createSignal(false)
  return (
    <AccountPage title={account().newPasswordTitle} foot={<Back />}>
      <Show when={!done()} fallback={<Banner title={account().newPasswordDone} focus />}>
        <AccountForm
          button={account().newPasswordSet}
          wrong={account().linkWrong}
          valid={() => {
            setTried(true)
            return passwordProblem(password()) === undefined
          }}
          send={() => resetPassword(props.token, password())}
          onDone={() => setDone(true)}
        >
          <Field
            label={account().newPassword}
            type="password"
            name="password"
            autocomplete="new-password"
            required
            value={password()}
            onInput={(event) => setPassword(event.currentTarget.value)}
            hint={account().passwordHint}
            error={tried() ? passwordProblem(password()) : undefined}
          />
        </AccountForm>
      </Show>
    </AccountPage>
  )
}

const Reset = () => {
  const here = useLocation()
  return <Show when={tokenIn(here)} fallback={<Ask />}>{(token) => <Choose token={token()} />}</Show>
}

export default Reset
