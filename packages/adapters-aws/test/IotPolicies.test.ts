import { assert, describe, it } from "@effect/vitest"
import { allow, type Document } from "../emulators/iot/Policies.ts"
import * as TopicRules from "../emulators/iot/TopicRules.ts"
import { rules } from "../src/iot/Rules.ts"

const ada = "019845e1-682f-7b02-a706-3b2422d13aec"

describe("Policies (IoT emulator)", () => {
  const document = (
    statement: Partial<Document["Statement"][number]>
  ): Document => ({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "iot:Publish", Resource: "topic/a/*", ...statement }]
  })
  const publish = (resource: string) => ({ action: "iot:Publish", resource })

  it("know two wildcards, and take those of MQTT by the letter", () => {
    assert.isTrue(allow([document({})], publish("topic/a/b/c")))
    assert.isFalse(allow([document({})], publish("topic/b")))
    assert.isTrue(allow([document({ Resource: "topic/?" })], publish("topic/x")))
    assert.isFalse(allow([document({ Resource: "topic/?" })], publish("topic/xy")))
    assert.isFalse(allow([document({ Resource: "topic/+" })], publish("topic/x")))
    assert.isFalse(allow([document({ Resource: "topic/a.c" })], publish("topic/abc")))
  })

  it("allow what one statement allows and none denies", () => {
    const deny = document({ Effect: "Deny", Resource: ["topic/a/secret"] })
    assert.isFalse(allow([document({}), deny], publish("topic/a/secret")))
    assert.isTrue(allow([document({}), deny], publish("topic/a/open")))
    assert.isFalse(allow([], publish("topic/a/b")))
  })
})

describe("Rules (IoT emulator)", () => {
  const payload = Buffer.from(`{"a":1}`)

  it("select what Lumi's rules select", () => {
    const reports = TopicRules.parse(rules.reports.sql)
    const topic = `lumi/v1/c/${ada}/device-1/presence`
    assert.deepStrictEqual(JSON.parse(reports(topic, payload) ?? ""), { topic, data: payload.toString("base64") })
    assert.isUndefined(reports(`${topic}/more`, payload))
    assert.isUndefined(reports(`lumi/v1/u/${ada}/notif`, payload))
    const lifecycle = TopicRules.parse(rules.lifecycle.sql)
    assert.strictEqual(lifecycle("$aws/events/presence/connected/a:b", payload), `{"a":1}`)
  })

  it("that are not understood are an error at once", () => {
    assert.throws(() => TopicRules.parse("SELECT a.b FROM 'x'"))
    assert.throws(() => TopicRules.parse("SELECT * FROM 'x' WHERE a = 1"))
  })
})
