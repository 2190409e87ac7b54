import { suite as absence } from "../../testing/contracts/Absence.ts"
import { suite as edges } from "../../testing/contracts/Edges.ts"
import { suite } from "../../testing/contracts/Pipeline.ts"
import { layer } from "../../testing/memory/Memory.ts"

suite("memory", layer)
edges("memory", layer)
absence("memory", layer)
