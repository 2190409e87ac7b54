import { Api } from "@lumi/core/api/Api"
import { Layer } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import * as AuthRoutes from "./AuthRoutes.ts"
import { Cursors } from "./Cursors.ts"
import * as Docs from "./Docs.ts"
import * as Handlers from "./Handlers.ts"
import * as Health from "./Health.ts"
import * as Serving from "./Serving.ts"
import * as StaticFiles from "./StaticFiles.ts"

const api = HttpApiBuilder.layer(Api, { openapiPath: "/api/openapi.json" }).pipe(Layer.provide(Handlers.layer))

const routes = Layer.mergeAll(api, AuthRoutes.routes, Docs.routes, Health.routes, StaticFiles.routes)

/** The whole of HTTP: `/api`, `/mqtt`, pages. */
export const layer = Serving.layer(routes).pipe(Layer.provide(Cursors.layer))
