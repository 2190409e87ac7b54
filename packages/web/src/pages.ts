import type { Component } from "solid-js"

/** A page as data: its address, its chunk, who may see it, and where it stands in the navigation. */
export interface PageEntry {
  readonly path: string
  /** its own chunk */
  readonly page: () => Promise<{ readonly default: Component }>
  /** starts reading what the page shows while its chunk is on the way */
  readonly preload?: (() => Promise<unknown>) | undefined
  /** `anyone`: without the shell. `user`: signed in. `member`: signed in and paired; whoever is not is sent to pair */
  readonly for: "anyone" | "user" | "member"
  readonly navigation?: {
    /** `bar`: bottom bar and rail. `foot`: the foot of the rail, and the end of the bottom bar */
    readonly place: "bar" | "foot"
    readonly icon: string
    readonly label: () => string
    /** pressed after `g` */
    readonly key: string
  }
}

/** A page that stands in the navigation. */
export type NavigationEntry = PageEntry & { readonly navigation: NonNullable<PageEntry["navigation"]> }

/** The pages of the navigation that a person can open, in the order of the list. */
export const navigationOf = (pages: ReadonlyArray<PageEntry>, paired: boolean): ReadonlyArray<NavigationEntry> =>
  pages.filter((page): page is NavigationEntry => page.navigation !== undefined && (paired || page.for !== "member"))
