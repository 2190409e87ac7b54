import { looking } from "../../i18n/looking.ts"
import { ButtonLink } from "../../ui/Button.tsx"
import { Empty } from "../../ui/Empty.tsx"
import { nameOf } from "./Months.tsx"
import type { Looking } from "./where.ts"

export interface NothingProps {
  readonly of: Looking
  readonly partner: string
  readonly zone: string
}

/** That there is nothing of what somebody looks at, and one thing to do about it. */
const Nothing = (props: NothingProps) => {
  const isAll = () => props.of.query === undefined && props.of.only === undefined && props.of.month === undefined
  const says = () => {
    const { month, only, query } = props.of
    if (query !== undefined) {
      return only === undefined ? looking().nothing(query, props.partner) : looking().nothingAmong(query)
    }
    if (only !== undefined) return looking().nothingSuch[only]
    return month === undefined ? looking().empty(props.partner) : looking().nothingBefore(nameOf(month, props.zone))
  }
  return (
    <Empty
      action={
        <ButtonLink href={isAll() ? "/manage" : "/affirmations"} kind={isAll() ? "primary" : "quiet"}>
          {isAll() ? looking().emptyAction(props.partner) : looking().everything}
        </ButtonLink>
      }
    >
      {says()}
    </Empty>
  )
}

export default Nothing
