import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { generate } from "mqtt-packet"
import { makeSizeCheck } from "../src/realtime/Framing.ts"

const publish = (bytes: number) =>
  generate({ cmd: "publish", topic: "a", payload: "x".repeat(bytes), qos: 0, dup: false, retain: false })

const Sizes = Schema.Array(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 8000 })))
const Step = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 5000 }))

describe("The size of packets", () => {
  it.prop("is followed however the bytes are cut", [Sizes, Step], ([sizes, step]) => {
    const fits = makeSizeCheck()
    const bytes = Buffer.concat([...sizes.map(publish), generate({ cmd: "pingreq" })])
    for (let at = 0; at < bytes.length; at += step) assert.isTrue(fits(bytes.subarray(at, at + step)))
    const large = publish(9000)
    assert.isFalse(large.every((_, at) => fits(large.subarray(at, at + 1))))
  })
})
