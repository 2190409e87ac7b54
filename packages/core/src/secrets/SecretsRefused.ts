import { Data } from "effect"

/** The secrets cannot be used as they are; `message` is one line that says what to do and quotes none of them. */
export class SecretsRefused extends Data.TaggedError("SecretsRefused")<{ readonly message: string }> {}
