import * as Floor from "@lumi/core/realtime/Floor"
import { Effect } from "effect"
import { as, Dynamo } from "../Dynamo.ts"
import * as Connections from "./Connections.ts"
import { DataPlane } from "./DataPlane.ts"

/**
 * Ends every connection whose ticket does not hold any more. One that is not there yet stays known: when IoT says that it
 * is, it is ended after all.
 */
export const closeVoid = Effect.fn("Iot.Closing.closeVoid")(
  function*(floor: Floor.Floor, connections: ReadonlyArray<Connections.Connection>) {
    const dynamo = yield* Dynamo
    const plane = yield* DataPlane
    const gone = Map.groupBy(
      connections.filter(({ claims }) => !Floor.holds(floor, claims)),
      ({ claims }) => claims.cid
    )
    yield* Effect.forEach(gone, ([cid, rows]) =>
      Effect.flatMap(plane.disconnect(cid), (wasThere) =>
        wasThere
          ? dynamo.removeMany(rows.map(({ claims, SK }) => ({ PK: Connections.pkOf(claims.u), SK })))
          : Effect.void), { concurrency: 8, discard: true })
  },
  as("Realtime.close")
)
