import * as RealtimeContract from "@lumi/core/testing/contracts/Realtime"
import * as ReportsContract from "@lumi/core/testing/contracts/Reports"
import { testIot } from "../testing/Iot.ts"
import { withDynamo } from "../testing/Table.ts"

withDynamo(() => {
  const layer = testIot()
  RealtimeContract.suite("IoT emulator", layer, { endsWithTicket: false })
  ReportsContract.suite("IoT emulator", layer)
})
