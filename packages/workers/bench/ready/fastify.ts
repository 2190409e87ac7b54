import Fastify from "fastify"

const app = Fastify()
app.get("/health", async () => "ok")
await app.listen({ port: Number(process.env["PORT"]), host: "127.0.0.1" })
console.log("ready")
