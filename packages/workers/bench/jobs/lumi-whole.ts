// Ours with all of the pipeline: the relationship, hard days and the pool are read, one text is drawn, the inbox is written.
import { handler } from "../../src/queues/affirmations.ts"
import { openWith } from "./consumer.ts"

export const open = openWith(handler)
