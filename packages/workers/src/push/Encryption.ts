import { createCipheriv, createECDH, createHmac, ECDH, randomBytes } from "node:crypto"

/** What one message is encrypted with besides the browser's keys: made anew for each. */
export interface Fresh {
  readonly privateKey: Buffer
  readonly salt: Buffer
}

const curve = "prime256v1"
const utf8 = (text: string) => Buffer.from(text, "utf8")
const hmac = (key: Buffer, ...data: ReadonlyArray<Buffer>) =>
  createHmac("sha256", key).update(Buffer.concat(data)).digest()
const one = Buffer.from([1])
/** The end of the only record there is. */
const last = Buffer.from([2])

/** The most bytes of a text: a push service takes 4096 of the whole. */
export const mostBytes = 3993

const makeFresh = (): Fresh => {
  const pair = createECDH(curve)
  pair.generateKeys()
  return { privateKey: pair.getPrivateKey(), salt: randomBytes(16) }
}

/** Whether 65 bytes in base64url are a point of the curve: nothing could be encrypted for any other. */
export const isPoint = (p256dh: string): boolean => {
  try {
    return ECDH.convertKey(p256dh, curve, "base64url", undefined, "uncompressed").length === 65
  } catch {
    return false
  }
}

/** A text as only the browser with these keys can read it (RFC 8291): one record of aes128gcm, its header before it. */
export const encrypt = (
  text: string,
  keys: { readonly p256dh: string; readonly auth: string },
  { privateKey, salt }: Fresh = makeFresh()
): Buffer => {
  const ours = createECDH(curve)
  ours.setPrivateKey(privateKey)
  const ourKey = ours.getPublicKey()
  const theirs = Buffer.from(keys.p256dh, "base64url")

  const agreed = hmac(Buffer.from(keys.auth, "base64url"), ours.computeSecret(theirs))
  const material = hmac(agreed, utf8("WebPush: info\0"), theirs, ourKey, one)
  const extracted = hmac(salt, material)
  const key = hmac(extracted, utf8("Content-Encoding: aes128gcm\0"), one).subarray(0, 16)
  const nonce = hmac(extracted, utf8("Content-Encoding: nonce\0"), one).subarray(0, 12)

  const cipher = createCipheriv("aes-128-gcm", key, nonce)
  const record = Buffer.concat([cipher.update(utf8(text)), cipher.update(last), cipher.final(), cipher.getAuthTag()])
  const sizes = Buffer.alloc(5)
  sizes.writeUInt32BE(4096)
  sizes.writeUInt8(ourKey.length, 4)
  return Buffer.concat([salt, sizes, ourKey, record])
}
