import { UserId } from "@lumi/core/accounts/Account"
import { Change } from "@lumi/core/changes/Change"
import { Relationship } from "@lumi/core/relationships/Relationship"
import type { AttributeValue, DynamoDBRecord } from "aws-lambda"
import { DateTime, Option, Result, Schema } from "effect"

type Image = Readonly<Record<string, AttributeValue>>

/** Why a record is not understood: it was written by another version of Lumi. */
export interface NotUnderstood {
  readonly type: string
  readonly message: string
}

/** The single values of an image; what is read here has no others. */
const plain = (image: Image) =>
  Object.fromEntries(
    Object.entries(image).map(([name, { N, S }]) => [name, S ?? (N === undefined ? null : Number(N))])
  )

// only what a change tells: other versions of an item may have more or less beside it
const AccountImage = Schema.Struct({ id: UserId, disabledAt: Schema.NullOr(Schema.DateTimeUtcFromString) })
const { epoch, first, id, second, state } = Relationship.fields
const RelationshipImage = Schema.Struct({ id, first, second, state, epoch })
type RelationshipImage = typeof RelationshipImage.Type

/** Before and after, decoded; before an item there was none. */
interface Images<A> {
  readonly before: Option.Option<A>
  readonly after: A
  /** when it was written, in whole seconds */
  readonly at: DateTime.Utc
}

const accountChange = ({ after, at, before }: Images<typeof AccountImage.Type>): Option.Option<Change> => {
  const was = Option.getOrNull(Option.map(before, ({ disabledAt }) => disabledAt))
  const is = after.disabledAt
  if (is !== null) {
    const isSame = was !== null && DateTime.Equivalence(was, is)
    return isSame ? Option.none() : Option.some(Change.cases.AccountDisabled.make({ user: after.id, at: is }))
  }
  // within the second in which it was disabled
  return was === null
    ? Option.none()
    : Option.some(Change.cases.AccountEnabled.make({ user: after.id, at: DateTime.max(at, was) }))
}

const relationshipChange = ({ after, before }: Images<RelationshipImage>): Option.Option<Change> => {
  const isSame = Option.exists(before, ({ epoch, state }) => epoch === after.epoch && state === after.state)
  const { id: relationship, ...rest } = after
  return isSame ? Option.none() : Option.some(Change.cases.RelationshipChanged.make({ relationship, ...rest }))
}

const entity = <A>(
  schema: Schema.Decoder<A>,
  changeOf: (images: Images<A>) => Option.Option<Change>
) => {
  const decode = Schema.decodeUnknownResult(schema)
  return (before: Image | undefined, after: Image, at: DateTime.Utc) =>
    Result.map(
      decode(plain(after)),
      (after) =>
        changeOf({
          // an older shape of it says nothing of what it was
          before: before === undefined ? Option.none() : Result.getSuccess(decode(plain(before))),
          after,
          at
        })
    )
}

/** What is read of items, by their `type`; whatever others become is nobody's business here. */
const entities = new Map([
  ["Account", entity(AccountImage, accountChange)],
  ["Relationship", entity(RelationshipImage, relationshipChange)]
])

/** Only these reach the function at all: an item that is gone, by hand or because its time was over, tells nothing yet. */
export const patterns = [
  { eventName: ["MODIFY"], dynamodb: { NewImage: { type: { S: ["Account"] } } } },
  { eventName: ["INSERT", "MODIFY"], dynamodb: { NewImage: { type: { S: ["Relationship"] } } } }
] as const

/** What a record of the stream tells others. */
export const changeOf = ({ dynamodb }: DynamoDBRecord): Result.Result<Option.Option<Change>, NotUnderstood> => {
  const { ApproximateCreationDateTime = 0, NewImage, OldImage } = dynamodb ?? {}
  const type = NewImage?.["type"]?.S ?? ""
  const read = entities.get(type)
  if (NewImage === undefined || read === undefined) return Result.succeed(Option.none())
  const at = DateTime.makeUnsafe(ApproximateCreationDateTime * 1000)
  return Result.mapError(read(OldImage, NewImage, at), ({ message }) => ({ type, message }))
}
