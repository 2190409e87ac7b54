import { suite } from "../../testing/contracts/AuthStore.ts"
import { layer } from "../../testing/memory/AuthStore.ts"

suite("memory", layer)
