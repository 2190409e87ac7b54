import type { Page } from "playwright-core"
import type { Lumi } from "./lumi.ts"

/** The couple of `lumi seed demo`: both have words for each other and some days behind them. */
export interface Demo {
  readonly password: string
  readonly people: ReadonlyArray<{ readonly email: string; readonly name: string }>
}

export const seed = (lumi: Lumi): Promise<Demo> => lumi.operator("seed", "demo") as Promise<Demo>

/** One page as somebody sees it: where it is, who looks at it, and what is done before it is looked at. */
export interface Place {
  readonly name: string
  readonly path: string
  readonly who: "nobody" | "member" | "single"
  readonly open?: (page: Page) => Promise<unknown>
}

const more = (page: Page) => page.getByRole("button", { name: /^More about/ }).first().click()

const writeBack = async (page: Page) => {
  await page.getByRole("button", { name: "Open" }).click()
  await page.getByRole("button", { name: "Write back" }).click()
  await page.getByRole("dialog").waitFor()
}

/** Every page, and every dialog and state that looks different. */
export const places: ReadonlyArray<Place> = [
  { name: "landing", path: "/", who: "nobody" },
  { name: "sign-in", path: "/sign-in", who: "nobody" },
  { name: "sign-up", path: "/sign-up", who: "nobody" },
  {
    name: "sign-up-wrong",
    path: "/sign-up",
    who: "nobody",
    open: (page) => page.getByRole("button", { name: "Create an account" }).click()
  },
  { name: "reset", path: "/reset", who: "nobody" },
  { name: "pair", path: "/pair", who: "single" },
  {
    name: "pair-invite",
    path: "/pair",
    who: "single",
    open: async (page) => {
      const make = page.getByRole("button", { name: "Make an invite" })
      await make.or(page.getByRole("button", { name: "Copy the link" })).first().waitFor()
      if (await make.isVisible()) await make.click()
      await page.getByRole("button", { name: "Show it as a picture" }).click()
      await page.getByRole("img", { name: /picture/ }).waitFor()
    }
  },
  {
    name: "pair-unknown",
    path: "/pair#nobody-knows-this",
    who: "single",
    open: (page) => page.getByText("This invite can’t be used").waitFor()
  },
  {
    name: "drafts",
    path: "/manage",
    who: "single",
    open: async (page) => {
      await page.getByRole("button", { name: /^Begin with “When you/ }).click()
      await page.keyboard.type("the second cup of coffee.")
      await page.getByRole("button", { name: "Keep", exact: true }).click()
      await page.getByRole("listitem").filter({ hasText: "coffee" }).first().waitFor()
    }
  },
  { name: "home-sealed", path: "/home", who: "member" },
  {
    name: "home",
    path: "/home",
    who: "member",
    open: async (page) => {
      await page.getByRole("button", { name: "Open" }).click()
      await page.getByRole("button", { name: "Love it" }).waitFor()
    }
  },
  {
    name: "home-why",
    path: "/home",
    who: "member",
    open: async (page) => {
      await page.getByRole("button", { name: "Open" }).click()
      await page.getByRole("button", { name: "Why this one?" }).click()
      await page.getByRole("dialog").waitFor()
    }
  },
  { name: "home-write-back", path: "/home", who: "member", open: writeBack },
  {
    name: "home-answered",
    path: "/home",
    who: "member",
    open: async (page) => {
      await writeBack(page)
      await page.getByLabel("Your answer").fill("Read this in the car park. Thank you.")
      await page.getByRole("button", { name: "Send" }).click()
      await page.getByRole("dialog").waitFor({ state: "hidden" })
      const wanted = page.getByRole("button", { name: "More like this", pressed: false })
      if (await wanted.isVisible()) await wanted.click()
    }
  },
  { name: "affirmations", path: "/affirmations", who: "member" },
  {
    name: "affirmations-found",
    path: "/affirmations?q=sunda",
    who: "member",
    open: (page) => page.getByRole("status").filter({ hasText: /found/ }).waitFor()
  },
  {
    name: "affirmations-nothing",
    path: "/affirmations?q=submarine&only=loved",
    who: "member",
    open: (page) => page.getByText("“submarine”").waitFor()
  },
  { name: "affirmations-menu", path: "/affirmations", who: "member", open: more },
  { name: "manage", path: "/manage", who: "member" },
  { name: "manage-menu", path: "/manage", who: "member", open: more },
  {
    name: "manage-edit",
    path: "/manage",
    who: "member",
    open: async (page) => {
      await more(page)
      await page.getByRole("button", { name: "Edit" }).first().click()
      await page.getByLabel("Edit these words").waitFor()
    }
  },
  {
    name: "manage-tags",
    path: "/manage",
    who: "member",
    open: async (page) => {
      await page.getByRole("button", { name: "Tags" }).click()
      await page.getByRole("button", { name: "Winter" }).click()
      await page.getByRole("button", { name: "Keep for a date" }).first().click()
      await page.getByLabel(/^The date, where/).waitFor()
    }
  },
  {
    name: "manage-none",
    path: "/manage",
    who: "member",
    open: async (page) => {
      await page.getByRole("button", { name: /^Paused/ }).click()
      await page.getByText("None is paused.").waitFor()
    }
  },
  {
    name: "manage-date",
    path: "/manage",
    who: "member",
    open: async (page) => {
      await more(page)
      await page.getByRole("listitem").getByRole("button", { name: "Keep for a date" }).first().click()
      await page.getByRole("button", { name: "Keep for that day" }).click()
      await page.getByText("Choose a date.").waitFor()
    }
  },
  {
    name: "manage-many",
    path: "/manage",
    who: "member",
    open: async (page) => {
      await page.getByRole("button", { name: "Add many at once" }).click()
      await page.getByLabel("One text on each line").fill("You hum.\nYou laugh in your sleep.\nYou hum.")
    }
  },
  {
    name: "manage-undo",
    path: "/manage",
    who: "member",
    open: async (page) => {
      await more(page)
      await page.getByRole("button", { name: "Delete" }).first().click()
      await page.getByRole("button", { name: /Undo/ }).waitFor()
    }
  },
  { name: "settings", path: "/settings", who: "member" },
  { name: "paired", path: "/pair", who: "member" },
  {
    name: "shortcuts",
    path: "/home",
    who: "member",
    open: async (page) => {
      await page.keyboard.press("?")
      await page.getByRole("dialog").waitFor()
    }
  },
  { name: "not-found", path: "/nowhere", who: "member" }
]

/** Waits until nothing moves or changes its colour any more. */
export const settled = (page: Page) =>
  page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== "running"))

/** Goes there, and waits until it shows what it is about. */
export const arrive = async (page: Page, path: string): Promise<void> => {
  await page.goto(path)
  await page.getByRole("heading", { level: 1 }).first().waitFor()
  await page.waitForFunction(() =>
    document.querySelector('[class*="skeleton"]') === null && document.fonts.status === "loaded"
  )
}

/** Goes there, does what makes it look different, and waits until nothing moves. */
export const visit = async (page: Page, place: Place): Promise<void> => {
  await arrive(page, place.path)
  await place.open?.(page)
  await settled(page)
}
