import { suite } from "@lumi/core/testing/contracts/PushSubscriptionStore"
import { testStores } from "../testing/Stores.ts"
import { withDynamo } from "../testing/Table.ts"

withDynamo(() => suite("DynamoDB emulator", testStores))
