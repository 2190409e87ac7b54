import { suite } from "@lumi/core/testing/contracts/AffirmationStore"
import { testStores } from "../testing/Stores.ts"

suite("Postgres", testStores)
