import { Api } from "@lumi/core/api/Api"
import { Layer } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import * as AuthRoutes from "./AuthRoutes.ts"
import * as Docs from "./Docs.ts"
import * as Handlers from "./Handlers.ts"
import * as Health from "./Health.ts"

const api = HttpApiBuilder.layer(Api, { openapiPath: "/api/openapi.json" }).pipe(Layer.provide(Handlers.layer))

/** What is answered from data, in every family; pages are files and come from elsewhere. */
export const layer = Layer.mergeAll(api, AuthRoutes.routes, Docs.routes, Health.routes)
