import { suite } from "../../testing/contracts/DayStore.ts"
import { Memory } from "../../testing/memory/index.ts"

suite("memory", Memory.layer)
