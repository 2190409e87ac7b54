import { createHash, randomBytes } from "node:crypto"

/** Short enough to be shown, and it says nothing about the key. */
export const idOf = (value: string): string => createHash("sha256").update(value).digest("hex").slice(0, 8)

/** A new secret. */
export const random = (): string => randomBytes(32).toString("base64url")
