import { suite } from "../../testing/contracts/NotificationStore.ts"
import { Memory } from "../../testing/memory/index.ts"

suite("memory", Memory.layer)
