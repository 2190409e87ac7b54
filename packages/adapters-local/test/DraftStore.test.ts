import { suite } from "@lumi/core/testing/contracts/DraftStore"
import { testStores } from "../testing/Stores.ts"

suite("Postgres", testStores)
