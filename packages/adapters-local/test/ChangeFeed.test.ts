import { suite } from "@lumi/core/testing/contracts/ChangeFeed"
import { Layer } from "effect"
import * as DeadChanges from "../testing/DeadChanges.ts"
import { testStores } from "../testing/Stores.ts"

suite("Postgres", Layer.provideMerge(DeadChanges.layer, testStores))
