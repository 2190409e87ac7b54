import { suite } from "@lumi/core/testing/contracts/AccountStore"
import { testStores } from "../testing/Stores.ts"

suite("Postgres", testStores)
