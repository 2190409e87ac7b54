import * as Adapters from "@lumi/adapters-local/Adapters"
import { testDatabase } from "@lumi/adapters-local/testing"
import { Layer } from "effect"
import { suite } from "./authorisation.ts"
import { worldOn } from "./world.ts"

suite("Postgres", worldOn(Adapters.layer.pipe(Layer.provide(testDatabase))))
