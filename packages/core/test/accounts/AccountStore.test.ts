import { suite } from "../../testing/contracts/AccountStore.ts"
import { Memory } from "../../testing/memory/index.ts"

suite("memory", Memory.layer)
