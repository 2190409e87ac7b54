import { createSignal } from "solid-js"
import { answers } from "../../i18n/answers.ts"
import { useMe } from "../../session/me.tsx"
import { Button } from "../../ui/Button.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import { TextField } from "../../ui/Field.tsx"
import { fits, lengthOf, most } from "../manage/text.ts"
import type { Received } from "./data.ts"
import style from "./Reply.module.css"
import { beginning, reply } from "./reply.ts"

export interface WriteBackProps {
  readonly open: boolean
  readonly delivery: Received
  readonly onClose: () => void
}

/** A few words for whoever wrote: one's own, or only "thank you"; what was answered can be changed or taken back. */
const WriteBack = (props: WriteBackProps) => {
  const me = useMe()
  const partner = () => me().relationship?.partner.name ?? ""
  const send = (text: string | null) => {
    props.onClose()
    void reply(props.delivery, text, partner())
  }
  const Form = () => {
    const [text, setText] = createSignal(beginning(props.delivery))
    const over = () => lengthOf(text()) - most
    return (
      <form
        class={style["form"]}
        onSubmit={(event) => {
          event.preventDefault()
          if (fits(text())) send(text().trim())
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && fits(text())) send(text().trim())
        }}
      >
        <TextField
          label={answers().yours}
          hint={answers().hint(partner())}
          words
          limit={most}
          value={text()}
          onInput={(event) => setText(event.currentTarget.value)}
          error={over() > 0 ? answers().tooLong(over()) : undefined}
        />
        <div class="row-actions">
          <Button kind="primary" type="submit" disabled={!fits(text())}>{answers().send}</Button>
          {props.delivery.reply
            ? <Button onClick={() => send(null)}>{answers().takeBack}</Button>
            : <Button onClick={() => send(answers().thankYou)}>{answers().thankYou}</Button>}
        </div>
      </form>
    )
  }
  return (
    <Dialog open={props.open} title={answers().to(partner())} onClose={props.onClose}>
      <Form />
    </Dialog>
  )
}

export default WriteBack
