import { suite } from "../../testing/contracts/RelationshipStore.ts"
import { Memory } from "../../testing/memory/index.ts"

suite("memory", Memory.layer)
