// The limit of Node: node:http, no validation, no framework.
import { createServer, type ServerResponse } from "node:http"
import { host, makeQueries, type Message, page, port } from "./workload.ts"

const queries = makeQueries()

const answer = (response: ServerResponse, value: unknown) => {
  const body = JSON.stringify(value)
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) })
  response.end(body)
}

const fail = (response: ServerResponse) => (error: unknown) => {
  response.writeHead(500)
  response.end(String(error))
}

createServer((request, response) => {
  const url = request.url ?? ""
  if (request.method === "GET") {
    const relationship = /^\/relationships\/(\d+)\/moments/.exec(url)?.[1]
    const limit = /limit=(\d+)/.exec(url)?.[1] ?? 20
    queries.list(Number(relationship), Number(limit)).then((rows) => answer(response, page(rows)), fail(response))
    return
  }
  let text = ""
  request.on("data", (data) => text += data)
  request.on("end", () => {
    const message: Message = JSON.parse(text)
    queries.send(message).then((sent) => answer(response, sent), fail(response))
  })
}).listen(port, host, () => console.log("ready"))
