import { suite } from "@lumi/core/testing/contracts/JobQueue"
import { testStores } from "../testing/Stores.ts"

suite("Postgres", testStores)
