import { suite } from "../../testing/contracts/ExtraStore.ts"
import { Memory } from "../../testing/memory/index.ts"

suite("memory", Memory.layer)
