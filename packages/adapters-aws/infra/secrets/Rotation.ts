import { generate } from "@lumi/core/secrets/Stored"
import { createHash, generateKeyPairSync, randomBytes } from "node:crypto"
import type { Kept } from "../../src/secrets/Kept.ts"

/** What can be replaced by a key that is known for a while before it is used. */
export const kinds = ["auth", "tickets", "iot"] as const
export type Kind = typeof kinds[number]

const random = () => randomBytes(32).toString("base64url")

const idOf = (value: string) => createHash("sha256").update(value).digest("hex").slice(0, 8)

const pair = () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" }
  })
  return { id: idOf(publicKey), privateKey, publicKey }
}

/** Secrets of a new instance. */
export const create = (): Kept => ({ ...generate(random, idOf), iot: [pair()] })

/** A change, or why there is none. */
export type Outcome = { readonly kept: Kept; readonly key: string } | { readonly refused: string }

const nameOf = (key: { readonly version: number } | { readonly id: string }) =>
  "version" in key ? `version ${key.version}` : key.id

/** Puts a new key of a kind before the others: all accept it, nobody uses it yet. */
export const stage = (kept: Kept, kind: Kind, now: Date): Outcome => {
  const waiting = kept[kind].find(({ staged }) => staged !== undefined)
  if (waiting !== undefined) {
    return { refused: `${kind} has ${nameOf(waiting)} waiting since ${waiting.staged}: activate it first` }
  }
  const staged = now.toISOString()
  switch (kind) {
    case "auth": {
      const version = Math.max(...kept.auth.map((key) => key.version)) + 1
      return {
        kept: { ...kept, auth: [{ version, value: random(), staged }, ...kept.auth] },
        key: `version ${version}`
      }
    }
    case "tickets": {
      const value = random()
      const id = idOf(value)
      return { kept: { ...kept, tickets: [{ id, value, staged }, ...kept.tickets] }, key: id }
    }
    case "iot": {
      // IoT takes two public keys and no more
      const key = { ...pair(), staged }
      return { kept: { ...kept, iot: [key, ...kept.iot.slice(0, 1)] }, key: key.id }
    }
  }
}

/** In use from now on; whatever signed before the last one is gone, but for what accounts are encrypted with. */
export const activate = (kept: Kept, kind: Kind, now: Date, rereadAfter: number): Outcome => {
  const [waiting] = kept[kind]
  if (waiting?.staged === undefined) return { refused: `${kind} has no key that waits: rotate makes one` }
  const from = Date.parse(waiting.staged) + rereadAfter
  if (now.getTime() < from) {
    return {
      refused: `not everybody knows ${nameOf(waiting)} of ${kind} yet: try again after ${new Date(from).toISOString()}`
    }
  }
  const used = <Key extends { readonly staged?: string }>(keys: ReadonlyArray<Key>, most: number) =>
    keys.slice(0, most).map(({ staged: _, ...key }) => key)
  return {
    key: nameOf(waiting),
    kept: {
      ...kept,
      ...(kind === "auth" && { auth: used(kept.auth, Infinity) }),
      ...(kind === "tickets" && { tickets: used(kept.tickets, 2) }),
      ...(kind === "iot" && { iot: used(kept.iot, 2) })
    }
  }
}

/** Signs the places in lists: one that is open is started again, so it is replaced at once. */
export const replaceCursor = (kept: Kept): Kept => ({ ...kept, cursor: random() })

/** What the stack gives to IoT: every public half, also of a key that only waits. */
export const publicKeysOf = ({ iot }: Kept): string => iot.map(({ publicKey }) => publicKey.trim()).join("\n") + "\n"
