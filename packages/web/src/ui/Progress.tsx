import style from "./Notice.module.css"

export interface ProgressProps {
  readonly label: string
  /** 0 to 1 */
  readonly value: number
}

/** How far something is; the numbers in words stand beside it. Takes the tint of whoever does it. */
export const Progress = (props: ProgressProps) => (
  <progress class={style["progress"]} aria-label={props.label} value={props.value} max={1} />
)
