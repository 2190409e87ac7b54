import { assert } from "@effect/vitest"
import { generate, parser } from "mqtt-packet"
import { WebSocket } from "ws"

interface Ticket {
  readonly clientId: string
  readonly username: string
  readonly password: string
  readonly filters: ReadonlyArray<string>
}

const headersOf = (url: string, cookie = "") => ({ "content-type": "application/json", origin: url, cookie })

const post = (url: string, path: string, body: unknown, cookie?: string) =>
  fetch(`${url}${path}`, { method: "POST", headers: headersOf(url, cookie), body: JSON.stringify(body) })

/** Somebody of the demo who has signed in: what their pages may ask the server. */
export const signIn = async (url: string, email: string) => {
  const answer = await post(url, "/api/auth/sign-in/email", { email, password: "two lamps in one room" })
  assert.isTrue(answer.ok, `sign-in: ${answer.status}`)
  const cookie = answer.headers.getSetCookie().map((set) => set.split(";", 1)[0]).join("; ")
  return {
    ticket: (device: string) => post(url, "/api/realtime/ticket", { device }, cookie)
  }
}

/** A page that is connected and listens. */
export interface Page {
  /** the first hint of this kind */
  readonly heard: (kind: string) => Promise<string>
  /** the server ended the connection */
  readonly closed: Promise<void>
  readonly isOpen: () => boolean
  readonly close: () => void
}

/** Opens a page with a ticket; rejected when the broker does not let it in. */
export const open = async (url: string, { clientId, filters, password, username }: Ticket): Promise<Page> => {
  const socket = new WebSocket(url.replace("http", "ws") + "/mqtt", "mqtt", { origin: url })
  const packets = parser({ protocolVersion: 4 })
  socket.on("message", (data: Buffer) => packets.parse(data))
  const closed = new Promise<void>((done) => socket.once("close", () => done()))
  await new Promise((opened) => socket.once("open", opened))
  const hints: Array<{ readonly topic: string; readonly payload: string }> = []
  packets.on("packet", (packet) => {
    if (packet.cmd === "publish") hints.push({ topic: packet.topic, payload: String(packet.payload) })
  })
  const subscribed = new Promise((done, refused) => {
    packets.on("packet", ({ cmd }) => cmd === "suback" && done(cmd))
    socket.once("close", () => refused(new Error("refused")))
  })
  socket.send(generate({
    cmd: "connect",
    protocolId: "MQTT",
    protocolVersion: 4,
    clean: true,
    keepalive: 30,
    clientId,
    username,
    password: Buffer.from(password)
  }))
  socket.send(generate({ cmd: "subscribe", messageId: 1, subscriptions: filters.map((topic) => ({ topic, qos: 1 })) }))
  await subscribed
  return {
    heard: (kind) =>
      new Promise((done) => {
        const look = () => {
          const hint = hints.find(({ topic }) => topic.endsWith(`/${kind}`))
          if (hint !== undefined) done(hint.payload)
        }
        packets.on("packet", look)
        look()
      }),
    closed,
    isOpen: () => socket.readyState === socket.OPEN,
    close: () => socket.terminate()
  }
}

/** A page of somebody of the demo, signed in and connected. */
export const pageOf = async (url: string, email: string, device: string) => {
  const user = await signIn(url, email)
  const answer = await user.ticket(device)
  const ticket = await answer.json() as Ticket
  return { ...await open(url, ticket), ask: user.ticket, openedBy: ticket }
}
