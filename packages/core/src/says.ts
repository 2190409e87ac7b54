import { Effect, Schema } from "effect"

/** The sentence an error tells whoever reads the API by hand; pages have their own words for it. */
export const says = <const Text extends string>(text: Text) =>
  Schema.Literal(text).pipe(Schema.withConstructorDefault(Effect.succeed(text)))
