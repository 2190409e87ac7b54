import { suite } from "@lumi/core/testing/contracts/DeliveryStore"
import { testStores } from "../testing/Stores.ts"

suite("Postgres", testStores)
