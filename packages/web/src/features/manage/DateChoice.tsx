import { dayIn } from "../../i18n/format.ts"
import { keeping } from "../../i18n/keeping.ts"
import { useMe } from "../../session/me.tsx"
import { Field } from "../../ui/Field.tsx"
import style from "./Manage.module.css"

export interface DateChoiceProps {
  readonly partner: string
  readonly date: string
  /** why the server did not take it: "DateTaken" or "DateOver", or "none" when there is none yet */
  readonly refused: string | undefined
  readonly onChange: (date: string) => void
}

/** The one date on which a text comes, chosen before it is kept. */
const DateChoice = (props: DateChoiceProps) => {
  const me = useMe()
  const problem = () =>
    props.refused === "DateTaken"
      ? keeping().taken
      : props.refused === "DateOver"
      ? keeping().over(props.partner)
      : props.refused === "none"
      ? keeping().none
      : undefined
  return (
    <div class={style["tags"]}>
      <Field
        type="date"
        label={keeping().date(props.partner)}
        hint={keeping().hint(props.partner)}
        min={dayIn(me().user.zone)}
        value={props.date}
        onInput={(event) => props.onChange(event.currentTarget.value)}
        error={problem()}
      />
    </div>
  )
}

export default DateChoice
