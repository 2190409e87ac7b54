import { suite } from "@lumi/core/testing/contracts/NotificationStore"
import { testStores } from "../testing/Stores.ts"

suite("Postgres", testStores)
