import { Invalid } from "@lumi/core/api/Errors"
import { Cursor, type Page } from "@lumi/core/Page"
import { Secrets } from "@lumi/core/Secrets"
import { Context, Effect, Layer, Option, Redacted, Result, Schema } from "effect"
import { Mac } from "effect/crypto"
import { Base64Url } from "effect/encoding"

/** Whose list, and which: a cursor of another one does not fit. */
export interface Scope {
  readonly list: string
  readonly owner: string
}

const utf8 = new TextEncoder()

const unfit = () =>
  new Invalid({ problems: [{ field: "after", problem: "is no place in this list: start again without it" }] })

/** Makes the place where a list goes on opaque: signed, so that nobody makes one up or takes it to another list. */
export class Cursors extends Context.Service<Cursors, {
  readonly sign: (scope: Scope, position: string) => Effect.Effect<Cursor>
  readonly open: (scope: Scope, cursor: Cursor) => Effect.Effect<string, Invalid>
}>()("@lumi/workers/http/Cursors") {
  static readonly layer = Layer.effect(
    Cursors,
    Effect.gen(function*() {
      const mac = yield* Mac.Mac
      const { cursor } = yield* Secrets
      const key = yield* Effect.fromResult(Base64Url.decode(Redacted.value(cursor))).pipe(
        Effect.flatMap((bytes) => Mac.key(Mac.hmacSha256, bytes)),
        Effect.orDie
      )
      const text = ({ list, owner }: Scope, position: string) =>
        utf8.encode(`lumi:cursor:v1\n${list}\n${owner}\n${position}`)

      return Cursors.of({
        sign: Effect.fnUntraced(function*(scope, position) {
          const tag = yield* mac.sign(key, text(scope, position))
          return Cursor.make(`${Base64Url.encode(position)}.${Base64Url.encode(tag)}`)
        }, Effect.orDie),
        open: Effect.fnUntraced(function*(scope, cursor) {
          const [body = "", tag = ""] = cursor.split(".")
          const position = Base64Url.decodeString(body)
          const given = Base64Url.decode(tag)
          if (Result.isFailure(position) || Result.isFailure(given)) return yield* unfit()
          const genuine = yield* Effect.orDie(mac.verify(key, given.success, text(scope, position.success)))
          return genuine ? position.success : yield* unfit()
        })
      })
    })
  )
}

/** Reads one page of a list: the cursor that was sent opened, the next one signed; what else the page says stays. */
export const page = <P extends string>(scope: Scope, position: Schema.Codec<P, string>) => {
  const decode = Schema.decodeEffect(position)
  return Effect.fnUntraced(function*<A extends Page<unknown, P>, E, R>(
    after: Cursor | undefined,
    read: (after: Option.Option<P>) => Effect.Effect<A, E, R>
  ) {
    const cursors = yield* Cursors
    const from = after === undefined
      ? Option.none()
      : Option.some(yield* cursors.open(scope, after).pipe(Effect.flatMap(decode), Effect.mapError(unfit)))
    const { next, ...rest } = yield* read(from)
    return { ...rest, next: Option.isNone(next) ? null : yield* cursors.sign(scope, next.value) }
  })
}
