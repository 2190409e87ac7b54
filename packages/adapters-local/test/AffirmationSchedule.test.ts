import { suite } from "@lumi/core/testing/contracts/AffirmationSchedule"
import { end, testStores } from "../testing/Stores.ts"

suite("Postgres", testStores, end)
