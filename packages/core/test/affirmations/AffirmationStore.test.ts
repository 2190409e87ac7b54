import { suite } from "../../testing/contracts/AffirmationStore.ts"
import { Memory } from "../../testing/memory/index.ts"

suite("memory", Memory.layer)
