import { suite } from "../../testing/contracts/AffirmationSchedule.ts"
import { Memory } from "../../testing/memory/index.ts"

suite("memory", Memory.layer)
