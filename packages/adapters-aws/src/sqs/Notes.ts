import { type DeadLetter, maxReceives, type Received } from "@lumi/core/queue/JobQueue"
import { Option, Schema } from "effect"
import { guard } from "../Queues.ts"

/** What a message says about its job beside the body. SQS cannot change a message: one with other notes takes its place. */
export const Notes = Schema.Struct({
  /** the job's id when this is not its first message */
  id: Schema.optionalKey(Schema.String),
  failures: Schema.optionalKey(Schema.Int),
  /** how often earlier messages of the job were handed out */
  receives: Schema.optionalKey(Schema.Int),
  /** epoch milliseconds: SQS delays for a quarter of an hour at most */
  notBefore: Schema.optionalKey(Schema.Finite),
  /** why it is a dead letter */
  reason: Schema.optionalKey(Schema.String)
})
export type Notes = typeof Notes.Type

/** The message attribute that holds the notes. */
export const attribute = "lumi"

/** A message as it came. */
export interface Message {
  readonly id: string
  readonly receipt: string
  readonly text: string
  readonly notes: string | undefined
  /** how often this message was handed out */
  readonly receives: number
}

const NotesText = Schema.fromJsonString(Notes)
const decodeNotes = Schema.decodeUnknownOption(NotesText)
const decodeBody = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Json))

/**
 * SQS takes no text with the two signs that XML lacks, and not everything that passes for SQS takes those of more than 16
 * bits; JSON has another way to write them.
 */
const writable = (text: string) =>
  text.replaceAll(/[\ud800-\udfff\ufffe\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`)

/** The text of a body. */
export const textOf = (body: Schema.Json): string => writable(JSON.stringify(body))

/** The text of notes; nothing when there is nothing to say. */
export const noteOf = (notes: Notes): string | undefined =>
  Object.keys(notes).length === 0 ? undefined : writable(JSON.stringify(notes))

/** What a message says of its job; somebody else's message says nothing. */
export const notesOf = (message: Message): Notes => Option.getOrElse(decodeNotes(message.notes), () => ({}))

/** What is no JSON is handed on as text: its handler will say that it does not understand it. */
const bodyOf = (message: Message): Schema.Json => Option.getOrElse(decodeBody(message.text), () => message.text)

/**
 * The job of a message that was received. One with a reason was a dead letter and sent back by SQS itself, whose messages stay
 * as they are: its counts are fresh.
 */
export const receivedOf = (message: Message): Received => {
  const { failures = 0, id = message.id, reason, receives = 0 } = notesOf(message)
  const job = { id, receipt: message.receipt, body: bodyOf(message) }
  return reason === undefined
    ? { ...job, failures, receives: receives + message.receives }
    : { ...job, failures: 0, receives: message.receives }
}

/** Why a job that is handed out once more than allowed is dead. */
export const killer = `handed out more than ${maxReceives} times: it kills its worker`

/** The job of a dead letter. One that SQS moved by itself has no reason, and tells nothing but that it reached the guard. */
export const deadLetterOf = (message: Message): DeadLetter => {
  const { failures = 0, id = message.id, reason, receives = 0 } = notesOf(message)
  const job = { id, body: bodyOf(message), failures }
  return reason === undefined
    ? { ...job, reason: "moved by SQS: its worker dies before it can say why", receives: receives + guard }
    : { ...job, reason, receives }
}
