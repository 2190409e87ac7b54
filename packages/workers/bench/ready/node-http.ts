// The limit: a server that says ok.
import { createServer } from "node:http"

createServer((_, response) => response.end("ok")).listen(
  Number(process.env["PORT"]),
  "127.0.0.1",
  () => console.log("ready")
)
