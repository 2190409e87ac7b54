import { Api } from "@lumi/core/api/Api"
import { HttpApi, type HttpApiEndpoint } from "effect/http-api"

/** One endpoint of the API as a test sees it. */
export interface Endpoint {
  /** `affirmations.edit` */
  readonly name: string
  readonly method: string
  /** with `:id` where an id goes */
  readonly path: string
  readonly documented: ReadonlySet<number>
  readonly definition: HttpApiEndpoint.Top
}

const reflected = () => {
  const all: Array<Endpoint> = []
  HttpApi.reflect(Api, {
    onGroup: () => {},
    onEndpoint: ({ endpoint, errors, group, successes }) => {
      all.push({
        name: `${group.identifier}.${endpoint.identifier}`,
        method: endpoint.method,
        path: endpoint.path,
        documented: new Set([...successes.keys(), ...errors.keys()]),
        definition: endpoint
      })
    }
  })
  return all
}

/** Every endpoint there is: a new one is in every matrix without being named. */
export const endpoints: ReadonlyArray<Endpoint> = reflected()

export const unsafe = endpoints.filter(({ method }) => method !== "GET")

/** A body that fits, for each endpoint that takes one. */
export const bodies: Readonly<Record<string, unknown>> = {
  "affirmations.write": { id: "019845e1-682f-7b02-a706-3b2422d13aec", text: "You are the calm in my day." },
  "affirmations.edit": { text: "You are the calm in every day." },
  "affirmations.schedule": { date: "2099-01-01" },
  "deliveries.hardDay": { day: "today", hard: true },
  "deliveries.love": { loved: true },
  "deliveries.reply": { text: "Thank you." },
  "deliveries.search": { query: "lamp", only: "loved" },
  "deliveries.wish": { wish: "more" },
  "drafts.write": { id: "019845e1-682f-7b02-a706-3b2422d13aed", text: "You are the calm in my day." },
  "drafts.edit": { text: "You are the calm in every day." },
  "extras.ask": { id: "019845e1-682f-7b02-a706-3b2422d13aee" },
  "invites.look": { secret: "0000000000" },
  "invites.claim": { secret: "0000000000" },
  "me.update": { language: "de" },
  "me.schedule": { time: "07:15" },
  "push.subscribe": {
    endpoint: "https://fcm.googleapis.com/fcm/send/example",
    keys: {
      p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
      auth: "BTBZMqHH6r4Tts7J_aSIgg"
    },
    name: "Firefox, Android"
  },
  "push.rename": { name: "Kitchen" },
  "realtime.ticket": { device: "device-1234" }
}

/** What a request to an endpoint carries, when it carries anything. */
export const bodyOf = ({ definition, method, name }: Endpoint): unknown =>
  definition.payload.size === 0 ? (method === "GET" || method === "DELETE" ? undefined : {}) : bodies[name]
