import { layer } from "@lumi/core/testing/memory/AuthStore"
import { published } from "./adapterSuite.ts"

await published(layer)
