import { suite } from "@lumi/core/testing/contracts/PushSubscriptionStore"
import { testStores } from "../testing/Stores.ts"

suite("Postgres", testStores)
