import type { Page } from "playwright-core"

export interface Person {
  readonly name: string
  readonly email: string
  readonly password: string
}

export const ada: Person = { name: "Ada", email: "ada@serrano.example", password: "a lamp in two windows" }
export const ben: Person = { name: "Ben", email: "ben@vandael.example", password: "slow harbour, second verse" }

/** Fills in the sign-up page that is open, and waits until whoever it is is inside. */
export const signUpHere = async (page: Page, person: Person): Promise<void> => {
  await page.getByLabel("Your name").fill(person.name)
  await page.getByLabel("Email").fill(person.email)
  await page.getByLabel("Password").fill(person.password)
  await page.getByRole("button", { name: "Create an account" }).click()
  await page.waitForURL("**/pair")
}

export const signUp = async (page: Page, person: Person): Promise<void> => {
  await page.goto("/sign-up")
  await signUpHere(page, person)
}

/** Who is one of two comes to Home, who is not yet to where they pair. */
export const signIn = async (
  page: Page,
  person: Pick<Person, "email" | "password">,
  to: "home" | "pair" = "home"
): Promise<void> => {
  await page.goto("/sign-in")
  await page.getByLabel("Email").fill(person.email)
  await page.getByLabel("Password").fill(person.password)
  await page.getByRole("button", { name: "Sign in" }).click()
  await page.waitForURL(`**/${to}`)
}

/** Makes an invite and reads its link. */
export const invite = async (page: Page): Promise<string> => {
  await page.getByRole("button", { name: "Make an invite" }).click()
  return await page.getByRole("status", { name: "Link" }).innerText()
}

/** Writes one text on the page that is open. */
export const write = async (page: Page, partner: string, text: string): Promise<void> => {
  await page.getByLabel(`New words for ${partner}`).fill(text)
  await page.getByRole("button", { name: "Keep", exact: true }).click()
  await page.getByRole("listitem").filter({ hasText: text }).waitFor()
}

/** Whether the page is still the one it was: a reload would forget the mark. */
export const mark = (page: Page): Promise<void> =>
  page.evaluate(() => {
    Object.assign(globalThis, { unloaded: false })
  })
export const isMarked = (page: Page): Promise<boolean> => page.evaluate(() => "unloaded" in globalThis)

/** Resolves when the page has a connection to the broker over which something was heard. */
export const connected = (page: Page): Promise<void> =>
  new Promise((resolve) => {
    page.on("websocket", (socket) => {
      // connack, then suback: from here on hints arrive
      let heard = 0
      socket.on("framereceived", () => ++heard === 2 && resolve())
    })
  })
