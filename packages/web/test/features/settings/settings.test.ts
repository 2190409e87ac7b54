import { assert, describe, it } from "vitest"
import { deviceName } from "../../../src/features/settings/devices.ts"
import { quarterHours, regions } from "../../../src/features/settings/zones.ts"

describe("zones to choose from", () => {
  it("stand under their part of the world", () => {
    assert.deepStrictEqual(regions("Europe/Berlin", ["Europe/Brussels", "Asia/Tokyo", "Europe/Berlin"]), [
      { name: "Asia", zones: ["Asia/Tokyo"] },
      { name: "Europe", zones: ["Europe/Berlin", "Europe/Brussels"] },
      { name: "UTC", zones: ["UTC"] }
    ])
  })

  it("hold the one that is set even when this browser does not know it", () => {
    assert.deepStrictEqual(regions("Europe/Kyiv", [])[0], { name: "Europe", zones: ["Europe/Kyiv"] })
  })
})

it("a day has 96 quarter hours", () => {
  assert.strictEqual(quarterHours.length, 96)
  assert.strictEqual(quarterHours[33], "08:15")
  assert.strictEqual(quarterHours.at(-1), "23:45")
})

it("a device is called as people call it", () => {
  assert.strictEqual(
    deviceName("Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Version/26 Safari/604.1"),
    "Safari, iPhone"
  )
  assert.strictEqual(
    deviceName("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36"),
    "Chrome, Linux"
  )
  assert.strictEqual(deviceName("Mozilla/5.0 (Windows NT 10.0) Chrome/150.0 Safari/537.36 Edg/150.0"), "Edge, Windows")
  assert.isUndefined(deviceName(null))
})
