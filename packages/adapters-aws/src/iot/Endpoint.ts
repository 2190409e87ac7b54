import { Config, Schema } from "effect"
import { authorizer } from "./Rules.ts"

/** Where IoT answers: pages over WebSockets, our functions over HTTP. */
export interface Endpoint {
  /** without a path, as a content security policy names it */
  readonly pages: string
  readonly dataPlane: string
  /** the authorizer that pages ask for */
  readonly authorizer: string
}

const isUrl = /^https?:\/\//

const Place = Schema.NonEmptyString.check(
  Schema.makeFilter((text) =>
    URL.parse(isUrl.test(text) ? text : `https://${text}`)?.pathname === "/"
      ? undefined
      : "must be the host of IoT's data endpoint, like a1b2c3-ats.iot.eu-central-1.amazonaws.com"
  )
)

/** `LUMI_IOT_ENDPOINT`: the host of this account's data endpoint, or the whole address of an emulator. */
export const endpoint: Config.Config<Endpoint> = Config.all({
  place: Config.schema(Place, "LUMI_IOT_ENDPOINT"),
  name: Config.String("LUMI_IOT_AUTHORIZER").pipe(Config.withDefault(authorizer.name))
}).pipe(Config.map(({ name, place }) => {
  const { origin } = new URL(isUrl.test(place) ? place : `https://${place}`)
  return { pages: origin.replace(/^http/, "ws"), dataPlane: origin, authorizer: name }
}))
