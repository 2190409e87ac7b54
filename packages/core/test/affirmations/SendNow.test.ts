import { suite } from "../../testing/contracts/SendNow.ts"
import { layer } from "../../testing/memory/Memory.ts"

suite("memory", layer)
