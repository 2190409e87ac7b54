import type { IncomingMessage, ServerResponse } from "node:http"
import { limits } from "./Limits.ts"
import { allow, type Document } from "./Policies.ts"

/** What the HTTP API of IoT does to the broker. */
export interface Plane {
  readonly publish: (topic: string, payload: Buffer, qos: 0 | 1) => Promise<void>
  /** Ends a connection; gives whether there was one. */
  readonly disconnect: (clientId: string, preventWill: boolean) => Promise<boolean>
}

const answer = (response: ServerResponse, status: number, body: object, error?: string) => {
  response.writeHead(status, {
    "content-type": "application/json",
    ...(error !== undefined && { "x-amzn-errortype": error })
  })
  response.end(JSON.stringify(body))
}

const bodyOf = async (request: IncomingMessage) => {
  const chunks: Array<Buffer> = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Publish and DeleteConnection as the SDK asks for them; what is asked is not checked for a signature, but by the role. */
export const serve = (plane: Plane, role: Document, scope: string) => {
  const publish = async (topic: string, query: URLSearchParams, request: IncomingMessage, response: ServerResponse) => {
    const payload = await bodyOf(request)
    if (!allow([role], { action: "iot:Publish", resource: `${scope}:topic/${topic}` })) {
      return answer(response, 403, { message: `not allowed to publish to ${topic}` }, "ForbiddenException")
    }
    if (payload.length > limits.payloadBytes) {
      return answer(response, 413, { message: "payload too large" }, "RequestEntityTooLargeException")
    }
    if (topic.split("/").length > limits.topicLevels || query.get("retain") === "true") {
      return answer(response, 400, { message: "invalid topic or retained" }, "InvalidRequestException")
    }
    await plane.publish(topic, payload, query.get("qos") === "1" ? 1 : 0)
    answer(response, 200, { message: "OK" })
  }

  const disconnect = async (clientId: string, query: URLSearchParams, response: ServerResponse) => {
    if (!allow([role], { action: "iot:DeleteConnection", resource: `${scope}:client/${clientId}` })) {
      return answer(response, 403, { message: `not allowed to disconnect ${clientId}` }, "ForbiddenException")
    }
    const wasThere = await plane.disconnect(clientId, query.get("preventWillMessage") === "true")
    if (wasThere) answer(response, 200, {})
    else answer(response, 404, { message: "not connected" }, "ResourceNotFoundException")
  }

  return (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://iot")
    const [, kind, ...rest] = pathname.split("/")
    const name = decodeURIComponent(rest.join("/"))
    const done = request.method === "POST" && kind === "topics"
      ? publish(name, searchParams, request, response)
      : request.method === "DELETE" && kind === "connections"
      ? disconnect(name, searchParams, response)
      : Promise.resolve(answer(response, 404, { message: "no such operation" }, "UnknownOperationException"))
    done.catch((error: unknown) => answer(response, 500, { message: String(error) }, "InternalFailureException"))
  }
}
