import { assert, describe, it } from "@effect/vitest"
import * as Passwords from "../../src/accounts/Passwords.ts"

const context = ["ada.lovelace@example.org", "Ada Lovelace"]

describe("a password is easy", () => {
  it.each([
    "password1234",
    "Passw0rd!2024",
    "P@ssw0rd2024!!",
    "iloveyou2024",
    "Sommer2024!!!",
    "letmein12345",
    "football12345",
    "trustno1trustno1",
    "ichliebedich",
    "Correct Horse Battery Staple",
    "passwordpassword",
    "zaq12wsxcde3"
  ])("when it is on everybody's list, however it is dressed up: %s", (password) => {
    assert.isTrue(Passwords.isEasy(password, []))
  })

  it.each([
    "123456789012",
    "987654321098",
    "qwertyuiop12",
    "qwertzuiopas",
    "abcdefghijkl",
    "aaaaaaaaaaaa",
    "abcabcabcabc",
    "1234512345123",
    "1q2w3e4r5t6y",
    "121212121212"
  ])("when it is a pattern: %s", (password) => {
    assert.isTrue(Passwords.isEasy(password, []))
  })

  it.each(["ada.lovelace1815", "Adalovelace123", "lumilumilumi", "LOVELACE-lumi-1", "Password Lovelace"])(
    "when little is left without what belongs to the person: %s",
    (password) => {
      assert.isTrue(Passwords.isEasy(password, context))
    }
  )
})

describe("a password is not easy", () => {
  it.each([
    "tuesday walks by the grey canal",
    "kX9#mQ2$vL7!",
    "blauer Elefant tanzt im Regen",
    "the lamp hums at 3 a.m.",
    "Summer rain on tin roofs 7",
    "grün-ist-die-hoffnung",
    "ada likes purple umbrellas",
    "緑の傘と青い鳥と三つの石"
  ])("when it is a sentence or by chance: %s", (password) => {
    assert.isFalse(Passwords.isEasy(password, context))
  })
})
