import { Schema, SchemaTransformation } from "effect"

/** What no store may be asked to keep: NUL breaks Postgres, a lone surrogate breaks UTF-8. */
const unstorable = /\u0000|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/** Controls that turn the reading direction of what follows: a name could hide or reverse the text beside it. */
const bidiControls = /[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g

/** Refuses what a store cannot keep. */
export const storable = Schema.makeFilter<string>((text) =>
  unstorable.test(text) ? "must not hold NUL or half a character" : undefined
)

const tidy = (text: string) => text.replaceAll(bidiControls, "").replaceAll("\r\n", "\n").trim()

const isTidy = Schema.makeFilter<string>((text) =>
  text === tidy(text) ? undefined : "must be trimmed and without controls of direction"
)

/** Text a person wrote: tidied when decoded, `from` to `to` characters (code points), storable everywhere. */
export const text = (from: number, to: number) =>
  Schema.String.check(storable).pipe(
    Schema.decodeTo(
      Schema.String.check(
        Schema.isBetweenCodePoints(from, to, { expected: `${from} to ${to} characters` }),
        storable,
        isTidy
      ),
      SchemaTransformation.transform({ decode: tidy, encode: (text) => text })
    )
  )
