import { suite } from "@lumi/core/testing/contracts/ChangeFeed"
import { Layer } from "effect"
import { changeFeed } from "../testing/Changes.ts"
import { testStores } from "../testing/Stores.ts"
import { withDynamo } from "../testing/Table.ts"

withDynamo(() => suite("DynamoDB Streams emulator", Layer.provideMerge(changeFeed, testStores)))
