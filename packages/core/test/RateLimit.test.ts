import { suite } from "../testing/contracts/RateLimit.ts"
import { layer } from "../testing/memory/RateLimit.ts"

suite("memory", layer)
