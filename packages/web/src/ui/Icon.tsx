export interface IconProps {
  /** path data: `import house from "lucide-static/icons/house.svg?path"` */
  readonly of: string
  readonly small?: boolean
  /** drawn mirrored where text runs from right to left (arrows) */
  readonly flip?: boolean
}

/** A drawing beside words; it never speaks to a screen reader by itself. */
export const Icon = (props: IconProps) => (
  <svg
    class="icon"
    classList={{ "icon-s": props.small === true, "icon-flip": props.flip === true }}
    viewBox="0 0 24 24"
    aria-hidden="true"
  >
    <path d={props.of} />
  </svg>
)
