import { suite } from "../../testing/contracts/DeliveryStore.ts"
import { Memory } from "../../testing/memory/index.ts"

suite("memory", Memory.layer)
