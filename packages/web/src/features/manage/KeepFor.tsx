import { createSignal } from "solid-js"
import { tagOf } from "../../api/client.ts"
import { dayIn, localDate } from "../../i18n/format.ts"
import { keeping } from "../../i18n/keeping.ts"
import { manage } from "../../i18n/manage.ts"
import { useMe } from "../../session/me.tsx"
import { Button } from "../../ui/Button.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import { Field } from "../../ui/Field.tsx"
import { toast } from "../../ui/toasts.ts"
import { type Mine, schedule } from "./data.ts"
import style from "./Manage.module.css"

export interface KeepForProps {
  readonly open: boolean
  readonly item: Mine
  readonly onClose: () => void
}

/** Keeps a text for one date, as a surprise; or takes the date off, so that it comes on any day again. */
const KeepFor = (props: KeepForProps) => {
  const me = useMe()
  const partner = () => me().relationship?.partner.name ?? ""
  const problemOf = (failure: unknown): string => {
    const tag = tagOf(failure)
    if (tag === "DateTaken") return keeping().taken
    if (tag === "DateOver") return keeping().over(partner())
    return tag === "AffirmationNotFound" ? manage().gone : manage().notChanged
  }
  const Form = () => {
    const [day, setDay] = createSignal(props.item.scheduledFor ?? "")
    const [busy, setBusy] = createSignal(false)
    const [problem, setProblem] = createSignal<string>()
    let form: HTMLFormElement | undefined

    const say = (text: string) => {
      setProblem(text)
      form?.querySelector("input")?.focus()
    }
    const keep = async (date: string | null) => {
      if (busy()) return
      if (date === "") return say(keeping().none)
      setBusy(true)
      setProblem(undefined)
      try {
        await schedule(props.item, date)
        props.onClose()
        toast(date === null ? keeping().off : keeping().kept(localDate(date)))
      } catch (failure) {
        setBusy(false)
        say(problemOf(failure))
      }
    }
    return (
      <form
        ref={form}
        class={style["editing"]}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void keep(day())
        }}
      >
        <p class="words" dir="auto">{props.item.text}</p>
        <Field
          type="date"
          label={keeping().date(partner())}
          hint={keeping().hint(partner())}
          min={dayIn(me().user.zone)}
          value={day()}
          onInput={(event) => {
            setDay(event.currentTarget.value)
            setProblem(undefined)
          }}
          error={problem()}
        />
        <div class="row-actions">
          <Button kind="primary" type="submit" busy={busy()}>{keeping().keep}</Button>
          {props.item.scheduledFor && <Button onClick={() => void keep(null)}>{keeping().takeOff}</Button>}
        </div>
      </form>
    )
  }
  return (
    <Dialog open={props.open} title={manage().keepFor} onClose={props.onClose}>
      <Form />
    </Dialog>
  )
}

export default KeepFor
