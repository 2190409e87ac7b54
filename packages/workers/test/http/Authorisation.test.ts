import { suite } from "./authorisation.ts"
import { world } from "./world.ts"

suite("memory", world())
