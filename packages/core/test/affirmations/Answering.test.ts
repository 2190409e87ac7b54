import { suite } from "../../testing/contracts/Answering.ts"
import { layer } from "../../testing/memory/Memory.ts"

suite("memory", layer)
