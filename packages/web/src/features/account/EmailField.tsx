import { account } from "../../i18n/account.ts"
import { Field } from "../../ui/Field.tsx"

/** The address somebody signs in with. */
export const EmailField = (props: {
  readonly value: string
  readonly onInput: (value: string) => void
  readonly error: string | undefined
}) => (
  <Field
    label={account().email}
    type="email"
    name="email"
    autocomplete="username"
    required
    value={props.value}
    onInput={(event) => props.onInput(event.currentTarget.value)}
    error={props.error}
  />
)
