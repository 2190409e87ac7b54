import { initTRPC } from "@trpc/server"
import { createHTTPServer } from "@trpc/server/adapters/standalone"
import { z } from "zod"

const t = initTRPC.create()
const router = t.router({ health: t.procedure.input(z.object({ a: z.string() }).optional()).query(() => "ok") })
createHTTPServer({ router }).listen(Number(process.env["PORT"]), "127.0.0.1", () => console.log("ready"))
