import { suite } from "../../testing/contracts/ChangeFeed.ts"
import { Memory } from "../../testing/memory/index.ts"

suite("memory", Memory.layer)
