// The pages of one turn, a process of their own: node turn.ts relay|0|1 PORT. Prints a Turn as JSON.
import type { Ticket } from "@lumi/core/realtime/Ticket"
import mqtt from "mqtt"
import { WebSocket } from "ws"
import { pairCount, type Turn, userOf } from "./pages.ts"

/** One end of a pair. */
interface End {
  readonly send: () => void
  readonly close: () => void
  onMessage: () => void
}

const [kind = "relay", port = ""] = process.argv.slice(2)
const body = JSON.stringify({ v: 1, sid: "0198-45e1-682f", seq: 12_345, st: "active", ctx: "good morning love" })

const overWebSocket = async (page: number): Promise<End> => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/pair/${page >> 1}`, { perMessageDeflate: false })
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject))
  const end: End = { send: () => socket.send(body), close: () => socket.close(), onMessage: () => {} }
  socket.on("message", () => end.onMessage())
  return end
}

const overMqtt =
  (qos: 0 | 1, tickets: ReadonlyArray<(typeof Ticket)["Encoded"]>) => async (page: number): Promise<End> => {
    const ticket = tickets[page]
    if (ticket === undefined) throw new Error("no ticket")
    const { clientId, filters, password, username } = ticket
    const options: mqtt.IClientOptions = {
      clientId,
      password,
      username,
      protocolVersion: 4,
      reconnectPeriod: 0,
      timerVariant: "native",
      // the stream that mqtt.js uses in browsers, over the WebSocket that the relay's pages use: node's own sends every
      // packet in half a dozen frames
      forceNativeWebSocket: true,
      createWebsocket: (url, protocols) => new WebSocket(url, protocols, { perMessageDeflate: false })
    }
    const client = await mqtt.connectAsync(`ws://127.0.0.1:${port}/mqtt`, options, false)
    await client.subscribeAsync([...filters], { qos })
    const topic = `lumi/v1/c/${userOf(page)}/device-1/typing`
    const end: End = {
      send: () => void client.publish(topic, body, { qos }),
      close: () => void client.end(true),
      onMessage: () => {}
    }
    client.on("message", () => end.onMessage())
    return end
  }

/** Signed by the server under test, outside of what is measured. */
const tickets = async (): Promise<ReadonlyArray<(typeof Ticket)["Encoded"]>> =>
  JSON.parse(await fetch(`http://127.0.0.1:${port}/tickets`).then((response) => response.text()))

const connectOne = kind === "relay"
  ? overWebSocket
  : overMqtt(kind === "1" ? 1 : 0, await tickets())

const connectAll = async (count: number) => {
  const pairs: Array<readonly [End, End]> = []
  for (let pair = 0; pair < count; pair++) {
    pairs.push(await Promise.all([connectOne(2 * pair), connectOne(2 * pair + 1)]))
  }
  return pairs
}

// a warm-up: those of the first pairs are closed again
for (const end of (await connectAll(20)).flat()) end.close()
const started = performance.now()
const pairs = await connectAll(pairCount)
const connect = performance.now() - started

const trips: Array<number> = []
for (let i = 0; i < 500; i++) {
  const [left, right] = pairs[i * 37 % pairCount]!
  const sent = performance.now()
  await new Promise<void>((resolve) => {
    right.onMessage = right.send
    left.onMessage = resolve
    left.send()
  })
  if (i >= 100) trips.push(performance.now() - sent)
}
trips.sort((a, b) => a - b)
const turn: Turn = { connect, trip: trips[trips.length >> 1] ?? NaN }
console.log(JSON.stringify(turn))
process.exit(0)
