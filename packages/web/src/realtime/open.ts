import type { Ticket } from "@lumi/core/realtime/Ticket"

/** A ticket as the API answers it. */
export type WireTicket = (typeof Ticket)["Encoded"]

/** A connection that is up. */
export interface Opened {
  /** Ends when the connection does, for whatever reason. */
  readonly closed: Promise<void>
  readonly end: () => void
}

/**
 * One try with one ticket: connected and subscribed, or it throws. The client is thrown away afterwards: its own
 * reconnecting would come with the old ticket, and either give up or never stop.
 */
export const open = async (
  ticket: WireTicket,
  url: string,
  onMessage: (topic: string, text: string) => void
): Promise<Opened> => {
  const { default: mqtt } = await import("mqtt")
  const client = mqtt.connect(url, {
    clientId: ticket.clientId,
    username: ticket.username,
    password: ticket.password,
    clean: true,
    connectTimeout: 5000,
    keepalive: 30,
    protocolVersion: 4,
    // a report that is late is wrong
    queueQoSZero: false,
    reconnectPeriod: 0,
    resubscribe: false,
    // a worker made of a blob is forbidden by our policy, and the connection would die quietly
    timerVariant: "native"
  })
  const text = new TextDecoder()
  const closed = new Promise<void>((resolve) => {
    client.once("close", () => {
      client.end(true)
      resolve()
    })
  })
  const lost = closed.then(() => Promise.reject(new Error("closed before it was up")))
  const connected = new Promise<void>((resolve) => client.once("connect", () => resolve()))
  client.on("error", () => {})
  client.on("message", (topic, payload) => onMessage(topic, text.decode(payload)))
  try {
    await Promise.race([connected, lost])
    await Promise.race([client.subscribeAsync([...ticket.filters], { qos: 1 }), lost])
  } catch (failure) {
    client.end(true)
    throw failure
  } finally {
    lost.catch(() => {})
  }
  return { closed, end: () => client.end(true) }
}
