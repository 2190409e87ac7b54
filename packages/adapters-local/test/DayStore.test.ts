import { suite } from "@lumi/core/testing/contracts/DayStore"
import { testStores } from "../testing/Stores.ts"

suite("Postgres", testStores)
