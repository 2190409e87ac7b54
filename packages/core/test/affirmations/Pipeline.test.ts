import { suite } from "../../testing/contracts/Pipeline.ts"
import { layer } from "../../testing/memory/Memory.ts"

suite("memory", layer)
