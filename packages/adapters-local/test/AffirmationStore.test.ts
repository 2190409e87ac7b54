import { suite } from "@lumi/core/testing/contracts/AffirmationStore"
import { end, testStores } from "../testing/Stores.ts"

suite("Postgres", testStores, end)
