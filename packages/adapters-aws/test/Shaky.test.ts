import { suite as accounts } from "@lumi/core/testing/contracts/AccountStore"
import { suite as auth } from "@lumi/core/testing/contracts/AuthStore"
import { suite as invites } from "@lumi/core/testing/contracts/InviteStore"
import { suite as relationships } from "@lumi/core/testing/contracts/RelationshipStore"
import { shakily, shakyStores } from "../testing/Shaky.ts"
import { withDynamo } from "../testing/Table.ts"

withDynamo(() => {
  const [name, stores] = [shakily(11), shakyStores(11)]
  accounts(name, stores)
  auth(name, stores)
  invites(name, stores)
  relationships(name, stores)
})
