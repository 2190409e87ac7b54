import { suite } from "@lumi/core/testing/contracts/AuditStore"
import { testStores } from "../testing/Stores.ts"

suite("Postgres", testStores)
