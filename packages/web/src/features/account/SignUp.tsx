import { A, useLocation } from "@solidjs/router"
import { createSignal } from "solid-js"
import { run } from "../../api/client.ts"
import { account } from "../../i18n/account.ts"
import { language } from "../../i18n/words.ts"
import { keptInvite } from "../../session/invite.ts"
import { nextPath } from "../../session/session.ts"
import { Field } from "../../ui/Field.tsx"
import { AccountForm } from "./AccountForm.tsx"
import { AccountPage } from "./AccountPage.tsx"
import { signUp } from "./auth.ts"
import { emailProblem, nameProblem, passwordProblem } from "./checks.ts"
import { EmailField } from "./EmailField.tsx"

const SignUp = () => {
  const here = useLocation()
  const [name, setName] = createSignal("")
  const [email, setEmail] = createSignal("")
  const [password, setPassword] = createSignal("")
  const [tried, setTried] = createSignal(false)
  const problems = () => [nameProblem(name()), emailProblem(email()), passwordProblem(password())] as const
  const error = (index: 0 | 1 | 2) => tried() ? problems()[index] : undefined
  const enter = async () => {
    // The account begins where its owner is; should this fail, the settings offer it.
    await run("me.update", {
      payload: { zone: Intl.DateTimeFormat().resolvedOptions().timeZone, language: language() }
    }).catch(() => {})
    location.assign(keptInvite() === undefined ? nextPath(here.search) : "/pair")
  }
  return (
    <AccountPage
      title={account().signUpTitle}
      invite
      foot={
        <>
          {account().already} <A href={`/sign-in${here.search}`}>{account().signIn}</A>
        </>
      }
    >
      <AccountForm
        button={account().signUp}
        wrong={account().signUpWrong}
        valid={() => {
          setTried(true)
          return problems().every((problem) => problem === undefined)
        }}
        send={() => signUp(name().trim(), email().trim(), password(), keptInvite())}
        onDone={() => void enter()}
      >
        <Field
          label={account().name}
          name="name"
          autocomplete="given-name"
          required
          value={name()}
          onInput={(event) => setName(event.currentTarget.value)}
          hint={account().nameHint}
          error={error(0)}
        />
        <EmailField value={email()} onInput={setEmail} error={error(1)} />
        <Field
          label={account().password}
          type="password"
          name="password"
          autocomplete="new-password"
          required
          value={password()}
          onInput={(event) => setPassword(event.currentTarget.value)}
          hint={account().passwordHint}
          error={error(2)}
        />
      </AccountForm>
    </AccountPage>
  )
}

export default SignUp
