import { suite } from "@lumi/core/testing/contracts/RelationshipStore"
import { testStores } from "../testing/Stores.ts"

suite("Postgres", testStores)
