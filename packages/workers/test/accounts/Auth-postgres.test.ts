import { layer } from "@lumi/adapters-local/AuthStore"
import { testDatabase } from "@lumi/adapters-local/testing/Database"
import { Layer } from "effect"
import { journey } from "./authJourney.ts"

journey("Accounts on Postgres", Layer.orDie(layer.pipe(Layer.provide(testDatabase))))
