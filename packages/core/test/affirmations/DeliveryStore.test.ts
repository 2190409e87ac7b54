import { suite } from "../../testing/contracts/DeliveryStore.ts"
import { Memory } from "../../testing/memory/index.ts"
import { end } from "../../testing/memory/Tables.ts"

suite("memory", Memory.layer, end)
