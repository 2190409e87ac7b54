import { Schema, SchemaTransformation } from "effect"

/** What no store may be asked to keep: NUL breaks Postgres, a lone surrogate breaks UTF-8. */
const unstorable = /\u0000|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/** Controls that turn the reading direction of what follows: a name could hide or reverse the text beside it. */
const bidiControls = /[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g

const storable = Schema.makeFilter<string>((text) =>
  unstorable.test(text) ? "must not hold NUL or half a character" : undefined
)

const tidy = (text: string) => text.replaceAll(bidiControls, "").replaceAll("\r\n", "\n").trim()

/** Characters as a person counts them: code points, not UTF-16 units. */
const length = (text: string) => Array.from(text).length

/**
 * Text a person wrote: trimmed, without controls of direction, `from` to `to` characters (code points), storable everywhere.
 */
export const text = (from: number, to: number) =>
  Schema.String.check(storable).pipe(
    Schema.decodeTo(
      Schema.String.check(
        Schema.makeFilter<string>((text) =>
          length(text) < from || length(text) > to ? `must have ${from} to ${to} characters` : undefined
        ),
        storable
      ),
      SchemaTransformation.transform({ decode: tidy, encode: (text) => text })
    )
  )
