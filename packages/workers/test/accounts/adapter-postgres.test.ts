import { layer } from "@lumi/adapters-local/AuthStore"
import { testDatabase } from "@lumi/adapters-local/testing/Database"
import { Layer } from "effect"
import { published } from "./adapterSuite.ts"

await published(layer.pipe(Layer.provide(testDatabase)))
