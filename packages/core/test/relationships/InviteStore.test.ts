import { suite } from "../../testing/contracts/InviteStore.ts"
import { Memory } from "../../testing/memory/index.ts"

suite("memory", Memory.layer)
