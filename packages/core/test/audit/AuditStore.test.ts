import { suite } from "../../testing/contracts/AuditStore.ts"
import { Memory } from "../../testing/memory/index.ts"

suite("memory", Memory.layer)
