import { suite } from "@lumi/core/testing/contracts/AffirmationSchedule"
import { testStores } from "../testing/Stores.ts"

suite("Postgres", testStores)
