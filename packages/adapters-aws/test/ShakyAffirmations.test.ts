import { suite as schedule } from "@lumi/core/testing/contracts/AffirmationSchedule"
import { suite as affirmations } from "@lumi/core/testing/contracts/AffirmationStore"
import { suite as deliveries } from "@lumi/core/testing/contracts/DeliveryStore"
import { suite as notifications } from "@lumi/core/testing/contracts/NotificationStore"
import { shakily, shakyStores } from "../testing/Shaky.ts"
import { fill } from "../testing/Stores.ts"
import { withDynamo } from "../testing/Table.ts"

withDynamo(() => {
  const [name, stores] = [shakily(97), shakyStores(97)]
  affirmations(name, stores, fill)
  schedule(name, stores)
  deliveries(name, stores)
  notifications(name, stores)
})
