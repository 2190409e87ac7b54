import { suite } from "../../testing/contracts/DraftStore.ts"
import { Memory } from "../../testing/memory/index.ts"

suite("memory", Memory.layer)
