import { suite } from "@lumi/core/testing/contracts/DeliveryStore"
import { end, testStores } from "../testing/Stores.ts"

suite("Postgres", testStores, end)
