import { assert } from "@effect/vitest"
import type { AuthStore } from "@lumi/core/accounts/AuthStore"
import { Secrets } from "@lumi/core/Secrets"
import { layer as memory } from "@lumi/core/testing/memory/AuthStore"
import { Effect, Layer, Option, Redacted } from "effect"
import { AccountCreated } from "../../src/accounts/AccountCreated.ts"
import { Auth } from "../../src/accounts/Auth.ts"
import { AuthSettings, type SignUp } from "../../src/accounts/AuthSettings.ts"
import { InviteGate } from "../../src/accounts/InviteGate.ts"
import { Origin } from "../../src/http/Origin.ts"

export const secret = (letter: string) => ({
  version: letter.charCodeAt(0),
  value: Redacted.make(`${letter}-k3J9vQx7Lm2RtY8sWd4Zb6Hf1Ng5Pc0`)
})

interface World {
  readonly origin?: string
  readonly signUp?: SignUp
  readonly smtp?: string
  readonly secrets?: ReadonlyArray<ReturnType<typeof secret>>
  readonly store?: Layer.Layer<AuthStore>
  readonly created?: AccountCreated["Service"]
}

/** Lumi's accounts as one instance has them, over a store in memory. */
export const world = (
  { created, origin = "https://lumi.test", secrets = [secret("a")], signUp = "open", smtp, store = memory }: World = {}
) =>
  Auth.layer.pipe(
    Layer.provide([
      Layer.succeed(Origin, { url: origin, all: [origin], secure: origin.startsWith("https:") }),
      Layer.succeed(AuthSettings, {
        signUp,
        mail: Option.map(
          Option.fromUndefinedOr(smtp),
          (url) => ({ server: Redacted.make(url), from: "Lumi <lumi@lumi.test>" })
        )
      }),
      Layer.succeed(InviteGate, { admits: (secret) => Effect.succeed(secret === "open-invite") }),
      Layer.succeed(AccountCreated, created ?? (() => Effect.void)),
      Layer.succeed(Secrets, { auth: secrets, tickets: [], invitePepper: unused, cursor: unused, vapid: unused })
    ]),
    Layer.provideMerge(store)
  )

const unused = Redacted.make("accounts do not ask for it")

/** What Better Auth answers, as far as tests look at it. */
interface Body {
  readonly code?: string
  readonly user?: { readonly id: string; readonly email: string; readonly name: string; readonly image: string | null }
}

let addresses = 0

/** A browser on some address: keeps cookies as `Set-Cookie` says and sends them with what its pages ask. */
export const browser = (
  auth: Auth["Service"],
  origin = "https://lumi.test",
  address = `10.0.${addresses >> 8}.${++addresses & 255}`
) => {
  const jar = new Map<string, string>()

  const send = (method: string, path: string, body: unknown, headers: { readonly [name: string]: string }) =>
    Effect.promise(async () => {
      const cookie = Array.from(jar, ([name, value]) => `${name}=${value}`).join("; ")
      const response = await auth.handler(
        new Request(`${origin}/api/auth${path}`, {
          method,
          headers: { "x-lumi-ip": address, ...(cookie === "" ? {} : { cookie }), ...headers },
          ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) })
        })
      )
      for (const set of response.headers.getSetCookie()) {
        const [name = "", value = ""] = set.split(";", 1)[0]!.split(/=(.*)/s)
        if (/max-age=0/i.test(set)) jar.delete(name)
        else jar.set(name, value)
      }
      const text = await response.text()
      const json: Body = text.startsWith("{") ? JSON.parse(text) : {}
      return { status: response.status, headers: response.headers, text, json }
    })

  const post = (path: string, body: unknown = {}, headers: { readonly [name: string]: string } = {}) =>
    send("POST", path, body, {
      origin,
      "sec-fetch-site": "same-origin",
      "content-type": "application/json",
      ...headers
    })

  return {
    jar,
    post,
    get: (path: string) => send("GET", path, undefined, {}),
    cookie: () => ({ cookie: Array.from(jar, ([name, value]) => `${name}=${value}`).join("; ") }),
    signUp: (email: string, password = goodPassword, name = "Ada", headers = {}) =>
      post("/sign-up/email", { email, password, name }, headers),
    signIn: (email: string, password = goodPassword) => post("/sign-in/email", { email, password })
  }
}

export const goodPassword = "grey canals at noon"
export const otherPassword = "lamps hum in the attic"

export const ada = "ada@lumi.test"

/** Ada, who has just signed up. */
export const signedUp = Effect.gen(function*() {
  const auth = yield* Auth
  const page = browser(auth)
  const answer = yield* page.signUp(ada)
  assert.strictEqual(answer.status, 200, answer.text)
  const signedIn = Option.getOrThrow(yield* auth.session(page.cookie()))
  return { auth, page, answer, id: signedIn.user.id, signedIn }
})
