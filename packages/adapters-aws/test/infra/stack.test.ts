// One file, so that the stack is made once: loading CDK and making it takes longer than all that is asked of it.
import "./cost.ts"
import "./edge.ts"
import "./functions.ts"
import "./kept.ts"
import "./synthesis.ts"
import "./watch.ts"
import { afterAll } from "vitest"
import { cleanUp } from "./stack.ts"

afterAll(cleanUp)
