import { suite } from "../../testing/contracts/JobQueue.ts"
import { Memory } from "../../testing/memory/index.ts"

suite("memory", Memory.layer)
