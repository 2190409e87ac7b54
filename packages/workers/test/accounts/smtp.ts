import { Effect } from "effect"
import { createServer } from "node:net"

/** A mail as it arrived. */
export interface Mail {
  readonly to: string
  readonly from: string
  readonly subject: string
  readonly text: string
}

const decodeQuotedPrintable = (text: string) =>
  Buffer.from(
    text.replaceAll("=\r\n", "").replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
    "latin1"
  ).toString("utf8")

const read = (to: string, data: string): Mail => {
  const [head = "", body = ""] = data.split(/\r\n\r\n(.*)/s)
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, "im").exec(head)?.[1]?.trim() ?? ""
  const isQuoted = header("content-transfer-encoding") === "quoted-printable"
  return { to, from: header("from"), subject: header("subject"), text: isQuoted ? decodeQuotedPrintable(body) : body }
}

/** A mail server on loopback that takes everything and keeps it. */
export const server = Effect.acquireRelease(
  Effect.callback<{ readonly url: string; readonly mails: ReadonlyArray<Mail>; readonly close: () => void }>(
    (resume) => {
      const mails: Array<Mail> = []
      const listening = createServer((socket) => {
        let received = ""
        let to = ""
        let inData = false
        const say = (line: string) => socket.write(`${line}\r\n`)
        const command = (line: string) => {
          const recipient = /^RCPT TO:<(.*)>/i.exec(line)?.[1]
          if (recipient !== undefined) to = recipient
          if (/^QUIT/i.test(line)) return socket.end("221 bye\r\n")
          inData = /^DATA/i.test(line)
          say(inData ? "354 go on" : "250 fine")
        }
        say("220 loopback")
        socket.on("error", () => socket.destroy())
        socket.on("data", (chunk) => {
          received += chunk.toString("latin1")
          for (
            let at = received.indexOf(inData ? "\r\n.\r\n" : "\r\n");
            at >= 0;
            at = received.indexOf(inData ? "\r\n.\r\n" : "\r\n")
          ) {
            const part = received.slice(0, at)
            received = received.slice(at + (inData ? 5 : 2))
            if (inData) {
              mails.push(read(to, part))
              inData = false
              say("250 kept")
            } else command(part)
          }
        })
      })
      listening.listen(0, "127.0.0.1", () => {
        const address = listening.address()
        const port = typeof address === "object" && address !== null ? address.port : 0
        resume(Effect.succeed({ url: `smtp://127.0.0.1:${port}`, mails, close: () => listening.close() }))
      })
    }
  ),
  ({ close }) => Effect.sync(close)
)
