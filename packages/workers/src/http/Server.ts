import { Layer } from "effect"
import { Cursors } from "./Cursors.ts"
import * as Routes from "./Routes.ts"
import * as Serving from "./Serving.ts"
import * as StaticFiles from "./StaticFiles.ts"

/** The whole of HTTP: `/api`, `/mqtt`, pages. */
export const layer = Serving.layer(Layer.merge(Routes.layer, StaticFiles.routes)).pipe(Layer.provide(Cursors.layer))
