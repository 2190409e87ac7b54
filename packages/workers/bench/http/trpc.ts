// tRPC's own server, zod on input and output.
import { initTRPC } from "@trpc/server"
import { createHTTPServer } from "@trpc/server/adapters/standalone"
import { z } from "zod"
import { host, makeQueries, page, port } from "./workload.ts"

const queries = makeQueries()
const t = initTRPC.create()

const Moment = z.object({
  id: z.string(),
  authorId: z.number(),
  title: z.string(),
  caption: z.string(),
  videoKey: z.string(),
  posterKey: z.string(),
  durationMs: z.number(),
  createdAt: z.date()
})

const router = t.router({
  moments: t.procedure
    .input(z.object({ relationshipId: z.int(), limit: z.int().min(1).max(100).default(20) }))
    .output(z.object({ items: z.array(Moment), next: z.string().nullable() }))
    .query(async ({ input }) => page(await queries.list(input.relationshipId, input.limit))),
  send: t.procedure
    .input(z.object({ relationshipId: z.int(), senderId: z.int(), body: z.string().min(1).max(1024) }))
    .output(z.object({ id: z.string(), createdAt: z.date() }))
    .mutation(({ input }) => queries.send(input))
})

createHTTPServer({ router, createContext: () => ({}) }).listen(port, host, () => console.log("ready"))
