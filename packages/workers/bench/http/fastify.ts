// Fastify with its validation of input and its serializer of output. DRIVER=postgres is the strongest peer.
import Fastify from "fastify"
import { host, makeQueries, type Message, page, port } from "./workload.ts"

const queries = makeQueries()
const object = (properties: Record<string, unknown>, required = Object.keys(properties)) => ({
  type: "object",
  properties,
  required
})
const string = { type: "string" }
const integer = { type: "integer" }
const instant = { type: "string", format: "date-time" }

const moment = object({
  id: string,
  authorId: integer,
  title: string,
  caption: string,
  videoKey: string,
  posterKey: string,
  durationMs: integer,
  createdAt: instant
})

const app = Fastify()
app.get<{ Params: { relationshipId: number }; Querystring: { limit: number } }>(
  "/relationships/:relationshipId/moments",
  {
    schema: {
      params: object({ relationshipId: integer }),
      querystring: object({ limit: { type: "integer", minimum: 1, maximum: 100, default: 20 } }, []),
      response: { 200: object({ items: { type: "array", items: moment }, next: { type: "string", nullable: true } }) }
    }
  },
  async ({ params, query }) => page(await queries.list(params.relationshipId, query.limit))
)

app.post<{ Body: Message }>("/messages", {
  schema: {
    body: object({
      relationshipId: integer,
      senderId: integer,
      body: { type: "string", minLength: 1, maxLength: 1024 }
    }),
    response: { 200: object({ id: string, createdAt: instant }) }
  }
}, ({ body }) => queries.send(body))

await app.listen({ port, host })
console.log("ready")
