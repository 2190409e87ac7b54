import { suite } from "@lumi/core/testing/contracts/ExtraStore"
import { testStores } from "../testing/Stores.ts"

suite("Postgres", testStores)
