import { Duplex } from "node:stream"
import type { WebSocket } from "ws"
import { makeSizeCheck } from "./Framing.ts"

/** A page that lets this much pile up does not read; it is cut off, and looks again when it is back. */
export const maxWaitingBytes = 1024 * 1024

/**
 * A page's WebSocket as the byte stream a broker wants. What the broker writes within one turn of the event loop goes
 * out as one frame (as a frame per write it costs about twice as much), and it never waits for a page that is slow.
 */
export class Bridge extends Duplex {
  readonly #socket: WebSocket

  constructor(socket: WebSocket) {
    super({ allowHalfOpen: false, decodeStrings: false, writableHighWaterMark: maxWaitingBytes })
    this.#socket = socket
    const fits = makeSizeCheck()
    socket.on("message", (data, isBinary) => {
      const taken = isBinary && Buffer.isBuffer(data) && fits(data)
      if (!taken || (!this.push(data) && this.readableLength > maxWaitingBytes)) this.destroy()
    })
    socket.on("error", () => this.destroy())
    socket.on("close", () => this.destroy())
    this.on("error", () => {})
  }

  override _read() {}

  override _write(chunk: Buffer | string, _encoding: BufferEncoding, done: (error?: Error | null) => void) {
    this.#send(typeof chunk === "string" ? Buffer.from(chunk) : chunk)
    done()
  }

  override _writev(
    chunks: Array<{ chunk: Buffer | string; encoding: BufferEncoding }>,
    done: (error?: Error | null) => void
  ) {
    this.#send(Buffer.concat(chunks.map(({ chunk }) => typeof chunk === "string" ? Buffer.from(chunk) : chunk)))
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void) {
    this.#socket.close()
    done(error)
  }

  #send(bytes: Buffer) {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    if (this.#socket.bufferedAmount > maxWaitingBytes) this.#socket.terminate()
    else this.#socket.send(bytes)
  }
}
