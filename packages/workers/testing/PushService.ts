import { createDecipheriv, createECDH, createHmac, createPublicKey, type ECDH, randomBytes, verify } from "node:crypto"
import http from "node:http"
import type { Socket } from "node:net"

/**
 * A push service on loopback that believes nothing: it mints what a browser would hand over, decrypts what comes by RFC 8291
 * with keys of its own, and checks who signed it by RFC 8292. It knows nothing of how Lumi does either.
 */

/** How it answers a subscription: by itself, by a status, never, or by closing the connection after it read everything. */
export type Mode = "well" | number | { readonly status: number; readonly retryAfter: string } | "hang" | "cut"

/** One request as it came. */
export interface Seen {
  readonly subscription: string
  readonly at: number
  readonly bytes: number
  readonly topic: string | undefined
  readonly ttl: string | undefined
  readonly urgency: string | undefined
  /** what it said, decrypted; absent when its mode did not let it get there */
  readonly text?: string
  readonly status?: number
}

interface Subscriber {
  readonly id: string
  readonly ecdh: ECDH
  readonly auth: Buffer
  readonly applicationServerKey: string
  modes: Array<Mode>
  onText: ((text: string) => void) | undefined
}

const hmac = (key: Buffer, ...data: ReadonlyArray<Buffer | string>) => {
  const mac = createHmac("sha256", key)
  for (const part of data) mac.update(part)
  return mac.digest()
}

/** The text of a body, or an exception. */
const decrypted = (body: Buffer, { auth, ecdh }: Subscriber): string => {
  const salt = body.subarray(0, 16)
  if (body.readUInt32BE(16) !== 4096 || body[20] !== 65) throw new Error("not one record")
  const sender = body.subarray(21, 86)
  const sealed = body.subarray(86)
  const shared = hmac(auth, ecdh.computeSecret(sender))
  const input = hmac(shared, "WebPush: info\0", ecdh.getPublicKey(), sender, Buffer.of(1))
  const secret = hmac(salt, input)
  const key = hmac(secret, "Content-Encoding: aes128gcm\0", Buffer.of(1)).subarray(0, 16)
  const nonce = hmac(secret, "Content-Encoding: nonce\0", Buffer.of(1)).subarray(0, 12)
  const cipher = createDecipheriv("aes-128-gcm", key, nonce)
  cipher.setAuthTag(sealed.subarray(-16))
  const padded = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()])
  if (padded.at(-1) !== 2) throw new Error("not the last record")
  return padded.subarray(0, -1).toString("utf8")
}

const json = (part: string): Record<string, unknown> => JSON.parse(Buffer.from(part, "base64url").toString("utf8"))

/** 201 when the header is signed by the key that was subscribed with, for this origin and for a day at most; else why not. */
const judged = (header: string, origin: string, expected: string): number => {
  const [, token = "", k = ""] = /^vapid t=([^,]+), k=([\w-]+)$/.exec(header) ?? []
  const [head = "", claims = "", signature = ""] = token.split(".")
  if (signature === "") return 401
  const point = Buffer.from(k, "base64url")
  const [x, y] = [point.subarray(1, 33).toString("base64url"), point.subarray(33).toString("base64url")]
  const key = createPublicKey({ format: "jwk", key: { kty: "EC", crv: "P-256", x, y } })
  const genuine = verify(
    "sha256",
    Buffer.from(`${head}.${claims}`),
    { key, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url")
  )
  const { aud, exp, sub } = json(claims)
  const lifetime = Number(exp) - Date.now() / 1000
  const right = genuine && json(head)["alg"] === "ES256" && aud === origin && typeof sub === "string" && k === expected
  return right && lifetime > 0 && lifetime <= 86_400 ? 201 : 403
}

/** Starts one on a free port. */
export const start = async () => {
  const subscribers = new Map<string, Subscriber>()
  const seen: Array<Seen> = []
  const sockets = new Set<Socket>()
  const known = () => [...subscribers.values()]

  const answer = (request: http.IncomingMessage, response: http.ServerResponse, body: Buffer) => {
    const id = request.url?.split("/").pop() ?? ""
    const { topic, ttl, urgency } = request.headers
    const entry = {
      subscription: id,
      at: Date.now(),
      bytes: body.length,
      topic: String(topic ?? ""),
      ttl: String(ttl ?? ""),
      urgency: String(urgency ?? "")
    }
    const say = (status: number, headers: http.OutgoingHttpHeaders = {}, text?: string) => {
      seen.push({ ...entry, status, ...(text === undefined ? {} : { text }) })
      response.writeHead(status, headers).end()
    }
    const subscriber = subscribers.get(id)
    if (subscriber === undefined || request.method !== "POST") return say(404)
    const mode = (subscriber.modes.length > 1 ? subscriber.modes.shift() : subscriber.modes[0]) ?? "well"
    if (typeof mode === "number") return say(mode, mode === 307 ? { location: `${origin}/elsewhere` } : {})
    if (typeof mode === "object") return say(mode.status, { "retry-after": mode.retryAfter })
    if (mode === "hang") return void seen.push(entry)
    if (body.length > 4096) return say(413)
    const status = judged(request.headers.authorization ?? "", origin, subscriber.applicationServerKey)
    if (status !== 201) return say(status)
    let text: string
    try {
      text = decrypted(body, subscriber)
    } catch {
      return say(400)
    }
    subscriber.onText?.(text)
    if (mode === "cut") {
      seen.push({ ...entry, text })
      return void response.destroy()
    }
    say(201, { location: `${origin}/message/${seen.length}` }, text)
  }

  const server = http.createServer((request, response) => {
    const chunks: Array<Buffer> = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => answer(request, response, Buffer.concat(chunks)))
  })
  server.on("connection", (socket) => {
    sockets.add(socket)
    socket.once("close", () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`

  return {
    /** what `LUMI_PUSH_HOSTS` has to name */
    origin,
    seen,
    /** What was said to a subscription and understood, in order. */
    texts: (id: string) =>
      seen.flatMap(({ subscription, text }) => subscription === id && text !== undefined ? [text] : []),
    /** What a browser hands over that subscribed with this key. */
    subscribe: (applicationServerKey: string) => {
      const ecdh = createECDH("prime256v1")
      ecdh.generateKeys()
      const [id, auth] = [randomBytes(12).toString("base64url"), randomBytes(16)]
      subscribers.set(id, { id, ecdh, auth, applicationServerKey, modes: ["well"], onText: undefined })
      return {
        id,
        endpoint: `${origin}/push/${id}`,
        p256dh: ecdh.getPublicKey().toString("base64url"),
        auth: auth.toString("base64url")
      }
    },
    /** How it answers from now on: each mode once, and the last one for good; all of them, or one. */
    answer: (modes: ReadonlyArray<Mode>, id?: string) => {
      for (const one of known()) if (id === undefined || one.id === id) one.modes = [...modes]
    },
    /** Told what a subscription gets, before it is answered. */
    onText: (id: string, told: (text: string) => void) => {
      const one = subscribers.get(id)
      if (one !== undefined) one.onText = told
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    }
  }
}

export type PushServiceForTests = Awaited<ReturnType<typeof start>>
