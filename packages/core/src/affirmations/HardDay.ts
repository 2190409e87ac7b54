import { Effect } from "effect"
import { plus } from "../LocalDate.ts"
import type { Member } from "../relationships/Member.ts"
import { DayStore } from "./DayStore.ts"
import * as Schedule from "./Schedule.ts"

/** The receiver says that today or tomorrow is a hard day, or takes it back; their partner is not told. */
export const say = Effect.fn("HardDay.say")(
  function*({ relationship, user }: Member, day: "today" | "tomorrow", hard: boolean) {
    const days = yield* DayStore
    const { today } = yield* Schedule.of(user)
    const date = day === "today" ? today : plus(today, 1)
    yield* days.setHard({ relationship: relationship.id, receiver: user.id }, date, hard)
    return { date, hard }
  }
)
