import search from "lucide-static/icons/search.svg?path"
import { type JSX, splitProps } from "solid-js"
import style from "./Field.module.css"
import { Icon } from "./Icon.tsx"

export interface SearchProps extends JSX.InputHTMLAttributes<HTMLInputElement> {
  readonly label: string
}

/** One box to search in, with its label only read aloud. */
export const Search = (props: SearchProps) => {
  const [own, rest] = splitProps(props, ["label"])
  return (
    <div class={style["with-icon"]}>
      <Icon of={search} />
      <input {...rest} class={style["input"]} type="search" aria-label={own.label} />
    </div>
  )
}
