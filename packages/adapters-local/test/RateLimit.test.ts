import { suite } from "@lumi/core/testing/contracts/RateLimit"
import { layerMemory } from "../src/RateLimit.ts"

suite("this process", layerMemory)
