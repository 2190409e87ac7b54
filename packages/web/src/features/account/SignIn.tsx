import { A, useLocation } from "@solidjs/router"
import { createSignal } from "solid-js"
import { account } from "../../i18n/account.ts"
import { keptInvite } from "../../session/invite.ts"
import { nextPath } from "../../session/session.ts"
import { Field } from "../../ui/Field.tsx"
import { AccountForm } from "./AccountForm.tsx"
import { AccountPage } from "./AccountPage.tsx"
import { signIn } from "./auth.ts"
import { emailProblem } from "./checks.ts"
import { EmailField } from "./EmailField.tsx"

const SignIn = () => {
  const here = useLocation()
  const [email, setEmail] = createSignal("")
  const [password, setPassword] = createSignal("")
  const [tried, setTried] = createSignal(false)
  const enter = () => location.assign(keptInvite() === undefined ? nextPath(here.search) : "/pair")
  return (
    <AccountPage
      title={account().signInTitle}
      invite
      foot={
        <>
          {account().newHere} <A href={`/sign-up${here.search}`}>{account().signUp}</A>
        </>
      }
    >
      <AccountForm
        button={account().signIn}
        wrong={account().signInWrong}
        valid={() => {
          setTried(true)
          return emailProblem(email()) === undefined
        }}
        send={() => signIn(email().trim(), password())}
        onDone={enter}
      >
        <EmailField value={email()} onInput={setEmail} error={tried() ? emailProblem(email()) : undefined} />
        <Field
          label={account().password}
          type="password"
          name="password"
          autocomplete="current-password"
          required
          value={password()}
          onInput={(event) => setPassword(event.currentTarget.value)}
          hint={<A href="/reset">{account().forgotten}</A>}
        />
      </AccountForm>
    </AccountPage>
  )
}

export default SignIn
