import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { isPublic } from "../../src/push/Addresses.ts"
import { type Allowed, allowedOf, parse } from "../../src/push/Endpoint.ts"

const none: Allowed = { hosts: new Set(), loopback: new Set() }

const hostile = [
  "http://fcm.googleapis.com/x",
  "https://127.0.0.1/",
  "https://localhost/",
  "https://[::1]/",
  "https://169.254.169.254/latest/meta-data",
  "https://fcm.googleapis.com:22/",
  "https://fcm.googleapis.com.evil.test/",
  "https://user:pw@fcm.googleapis.com/",
  "https://evil.test/#fcm.googleapis.com",
  "https://fcm.googleapis.com@evil.test/",
  "https://0x7f.1/",
  "https://2130706433/",
  "https://fcm。googleapis。com.evil/",
  "file:///etc/passwd",
  "https://evil.push.apple.com.evil/",
  "https://a.b.push.apple.com/",
  "https://push.apple.com/",
  "gopher://x",
  "https://fcm.googleapis.com/#x",
  "javascript:alert(1)",
  "//fcm.googleapis.com/x",
  "",
  `https://fcm.googleapis.com/${"a".repeat(2000)}`
]

const real = [
  "https://fcm.googleapis.com/fcm/send/abc:DEF",
  "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
  "https://web.push.apple.com/QAbc",
  "https://wns2-par02p.notify.windows.com/w/?token=BQ"
]

describe("an endpoint that a browser hands over", () => {
  it("is refused when it is not plainly one of a push service", () => {
    for (const endpoint of hostile) assert.isTrue(Result.isFailure(parse(endpoint, none)), endpoint)
  })

  it("is taken when it is that of a browser's push service", () => {
    for (const endpoint of real) assert.isTrue(Result.isSuccess(parse(endpoint, none)), endpoint)
  })

  it("may be one that the operator adds: a host, or a service on this machine by its whole origin, and nothing else", () => {
    const allowed = Result.getOrThrow(allowedOf("push.example.org, http://127.0.0.1:8080"))
    assert.isTrue(Result.isSuccess(parse("https://push.example.org/x", allowed)))
    assert.isTrue(Result.isSuccess(parse("http://127.0.0.1:8080/x", allowed)))
    for (
      const other of [
        "http://push.example.org/x",
        "https://a.push.example.org/",
        "http://127.0.0.1:8081/x",
        "http://127.0.0.1/"
      ]
    ) assert.isTrue(Result.isFailure(parse(other, allowed)), other)
    for (
      const wrong of ["http://10.0.0.1:80", "https://push.example.org", "http://localhost:1", "10.0.0.1", "host", "*"]
    ) {
      assert.deepStrictEqual(allowedOf(`push.example.org ${wrong}`), Result.fail(wrong))
    }
    assert.deepStrictEqual(allowedOf(""), Result.succeed(none))
  })
})

describe("an address that a name leads to", () => {
  it("is refused when it is inside, in whatever form", () => {
    const inside = [
      "127.0.0.1",
      "10.1.2.3",
      "169.254.169.254",
      "100.64.1.1",
      "192.88.99.1",
      "172.16.0.1",
      "192.168.1.1"
    ]
      .concat(["0.0.0.0", "224.0.0.1", "255.255.255.255", "198.18.0.1", "203.0.113.9", "::1", "::", "::ffff:127.0.0.1"])
      .concat(["::ffff:7f00:1", "::127.0.0.1", "fd00::1", "fe80::1", "fec0::1", "64:ff9b::7f00:1", "64:ff9b:1::1"])
      .concat([
        "2002:7f00:1::",
        "2001:db8::1",
        "2001::1",
        "3fff::1",
        "ff02::1",
        "0:0:0:0:0:ffff:7f00:1",
        "localhost",
        ""
      ])
    for (const address of inside) assert.isFalse(isPublic(address), address)
  })

  it("is taken when it is one of the world outside", () => {
    for (const address of ["8.8.8.8", "2a00:1450:4001:81b::200a", "::ffff:8.8.8.8", "::ffff:808:808"]) {
      assert.isTrue(isPublic(address), address)
    }
  })
})
