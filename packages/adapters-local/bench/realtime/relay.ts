// The limit: a bare WebSocket relay between the two ends of a pair.
import { type WebSocket, WebSocketServer } from "ws"

const pairs = new Map<string | undefined, Set<WebSocket>>()
const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false })
server.on("connection", (socket, request) => {
  const pair = pairs.get(request.url) ?? new Set()
  pairs.set(request.url, pair.add(socket))
  socket.on("message", (data) => {
    for (const other of pair) if (other !== socket) other.send(data)
  })
  socket.on("close", () => pair.delete(socket))
})
server.on("listening", () => {
  const address = server.address()
  if (address !== null && typeof address === "object") console.log(`ready ${address.port}`)
})
