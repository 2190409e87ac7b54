import { Layer } from "effect"
import * as AccountStore from "../src/AccountStore.ts"
import * as AuthStore from "../src/AuthStore.ts"
import * as InviteStore from "../src/InviteStore.ts"
import * as RelationshipStore from "../src/RelationshipStore.ts"
import { testTable } from "./Table.ts"

/** Every store on a table of the test file's own. */
export const testStores = Layer.mergeAll(
  AuthStore.layer,
  AccountStore.layer,
  InviteStore.layer,
  RelationshipStore.layer
).pipe(Layer.provideMerge(testTable))
