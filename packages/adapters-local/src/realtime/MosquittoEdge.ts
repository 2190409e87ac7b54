import { Redacted } from "effect"
import * as packets from "mqtt-packet"
import { connect as connectTcp } from "node:net"
import type { WebSocket } from "ws"
import { maxWaitingBytes } from "./Bridge.ts"
import { makeSizeCheck } from "./Framing.ts"
import type { Guard, Session } from "./Guard.ts"

/** The broker behind the edge, and the one account it knows. */
export interface Upstream {
  readonly host: string
  readonly port: number
  readonly username: string
  readonly password: Redacted.Redacted<string>
}

/** How long a page may take to say who it is. */
const connectTimeout = 5000

/**
 * Joins pages to Mosquitto. What a page sends is read packet by packet and ruled on here; what the broker sends goes
 * through untouched. Mosquitto sees one account, so its own rules need not know anybody.
 */
export const makeEdge = (guard: Guard, upstream: Upstream) => {
  const byClientId = new Map<string, Session>()

  return (page: WebSocket) => {
    const broker = connectTcp({ host: upstream.host, port: upstream.port, noDelay: true })
    const parser = packets.parser({ protocolVersion: 4 })
    const fits = makeSizeCheck()
    let session: Session | undefined
    let over = false

    // without a DISCONNECT the broker says the last will
    const end = () => {
      if (over) return
      over = true
      clearTimeout(patience)
      if (session) {
        session.end()
        if (byClientId.get(session.claims.cid) === session) byClientId.delete(session.claims.cid)
      }
      page.close()
      broker.end()
    }
    const patience = setTimeout(end, connectTimeout).unref()

    const answer = (packet: packets.Packet) => page.send(packets.generate(packet))
    const forward = (packet: packets.Packet) => {
      if (broker.writableLength > maxWaitingBytes) end()
      else broker.write(packets.generate(packet))
    }

    const admit = (packet: packets.Packet) => {
      if (packet.cmd !== "connect") return end()
      session = guard.admit(packet, end)
      if (session === undefined) {
        answer({ cmd: "connack", returnCode: 4, sessionPresent: false })
        return end()
      }
      clearTimeout(patience)
      byClientId.get(session.claims.cid)?.close()
      byClientId.set(session.claims.cid, session)
      forward({ ...packet, username: upstream.username, password: Buffer.from(Redacted.value(upstream.password)) })
    }

    parser.on("error", end)
    parser.on("packet", (packet) => {
      if (over) return
      if (session === undefined) return admit(packet)
      if (packet.cmd === "connect" || !session.holds()) return end()
      if (packet.cmd === "publish" && !session.mayPublish(packet)) return end()
      if (packet.cmd === "subscribe") {
        const { maySubscribe } = session
        if (!packet.subscriptions.every(({ topic }) => maySubscribe(topic))) {
          const granted = packet.subscriptions.map(() => 128)
          return answer({ cmd: "suback", messageId: packet.messageId ?? 0, granted })
        }
      }
      forward(packet)
    })

    page.on("message", (data, isBinary) => {
      if (isBinary && Buffer.isBuffer(data) && fits(data)) parser.parse(data)
      else end()
    })
    page.on("error", end)
    page.on("close", end)
    broker.on("data", (bytes) => {
      if (page.bufferedAmount > maxWaitingBytes) {
        page.terminate()
        end()
      } else if (page.readyState === page.OPEN) page.send(bytes)
    })
    broker.on("error", end)
    broker.on("close", end)
  }
}
