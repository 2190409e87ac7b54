import { createSignal, For } from "solid-js"
import { keeping } from "../../i18n/keeping.ts"
import { Chip } from "../../ui/Chip.tsx"
import style from "./Manage.module.css"
import { everyTag, mostTags, type Tag, tagName } from "./tags.ts"

export interface TagChoiceProps {
  readonly chosen: ReadonlyArray<Tag>
  readonly onChange: (chosen: ReadonlyArray<Tag>) => void
}

/** What a text is meant for: a few of the fixed words, each on or off. */
const TagChoice = (props: TagChoiceProps) => {
  const [full, setFull] = createSignal(false)
  const toggle = (tag: Tag) => {
    const on = props.chosen.includes(tag)
    setFull(!on && props.chosen.length >= mostTags)
    if (full()) return
    props.onChange(on ? props.chosen.filter((one) => one !== tag) : [...props.chosen, tag])
  }
  return (
    <fieldset class={style["tags"]}>
      <legend class={style["legend"]}>{keeping().meantFor}</legend>
      <div class={style["chips"]}>
        <For each={everyTag}>
          {(tag) => (
            <Chip pressed={props.chosen.includes(tag)} onPress={() => toggle(tag)}>
              {tagName(tag)}
            </Chip>
          )}
        </For>
      </div>
      <p class="quiet" role="status">{full() ? keeping().tagsFull(mostTags) : keeping().tagsHint}</p>
    </fieldset>
  )
}

export default TagChoice
