import { Show } from "solid-js"
import { pool } from "../../i18n/pool.ts"
import { Button } from "../../ui/Button.tsx"
import { Empty } from "../../ui/Empty.tsx"
import type { Only } from "./only.ts"

export interface NothingProps {
  readonly only: Only | undefined
  readonly partner: string
  readonly onAll: () => void
}

/** Where there is nothing: none was written, or none is of the kind that is asked for. */
const Nothing = (props: NothingProps) => (
  <Show when={props.only} fallback={<Empty>{pool().empty(props.partner)}</Empty>}>
    {(only) => (
      <Empty action={<Button onClick={() => props.onAll()}>{pool().showAll}</Button>}>
        {pool().none[only()](props.partner)}
      </Empty>
    )}
  </Show>
)

export default Nothing
