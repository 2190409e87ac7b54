import { suite } from "../../testing/contracts/PushSubscriptionStore.ts"
import { Memory } from "../../testing/memory/index.ts"

suite("memory", Memory.layer)
