import { suite } from "../../testing/contracts/Leaving.ts"
import { Memory } from "../../testing/memory/index.ts"

suite("memory", Memory.layer, 500)
