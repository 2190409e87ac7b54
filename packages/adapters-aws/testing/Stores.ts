import { Layer } from "effect"
import * as InviteStore from "../src/InviteStore.ts"
import * as RelationshipStore from "../src/RelationshipStore.ts"
import { testTable } from "./Table.ts"

/** Every store on a table of the test file's own. */
export const testStores = Layer.mergeAll(InviteStore.layer, RelationshipStore.layer).pipe(Layer.provideMerge(testTable))
