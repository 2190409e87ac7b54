// The yardstick: encrypting one push of Web Push (RFC 8291, aes128gcm) with Node's own cryptography, and nothing else.
import { createCipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto"

const device = createECDH("prime256v1")
device.generateKeys()
const publicKey = device.getPublicKey()
const auth = randomBytes(16)
const text = Buffer.from(JSON.stringify({ web_push: 8030, notification: { title: "Ada says", body: "x".repeat(60) } }))

const encrypt = (plain: Buffer) => {
  const own = createECDH("prime256v1")
  own.generateKeys()
  const mine = own.getPublicKey()
  const secret = own.computeSecret(publicKey)
  const salt = randomBytes(16)
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), publicKey, mine])
  const input = Buffer.from(hkdfSync("sha256", secret, auth, info, 32))
  const key = Buffer.from(hkdfSync("sha256", input, salt, "Content-Encoding: aes128gcm\0", 16))
  const nonce = Buffer.from(hkdfSync("sha256", input, salt, "Content-Encoding: nonce\0", 12))
  const cipher = createCipheriv("aes-128-gcm", key, nonce)
  return Buffer.concat([
    salt,
    Buffer.from([0, 0, 16, 0, 65]),
    mine,
    cipher.update(Buffer.concat([plain, Buffer.from([2])])),
    cipher.final(),
    cipher.getAuthTag()
  ])
}

/** Microseconds of CPU for each of so many. */
export const encryptionUs = (count: number) => {
  for (let i = 0; i < 200; i++) encrypt(text)
  const before = process.cpuUsage()
  for (let i = 0; i < count; i++) encrypt(text)
  const { system, user } = process.cpuUsage(before)
  return (user + system) / count
}
