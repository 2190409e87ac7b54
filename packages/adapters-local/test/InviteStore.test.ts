import { suite } from "@lumi/core/testing/contracts/InviteStore"
import { testStores } from "../testing/Stores.ts"

suite("Postgres", testStores)
