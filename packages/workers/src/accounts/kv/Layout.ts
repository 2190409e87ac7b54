/** A combination of fields that no two rows of a model share; what it carries can be read by it without the row. */
export interface Unique {
  readonly fields: readonly [string, ...Array<string>]
  readonly carries: ReadonlyArray<string>
}

/** How the rows of Better Auth's models can be found. */
export interface Layout {
  /** fields many rows may share */
  readonly index: { readonly [model: string]: ReadonlyArray<string> }
  readonly unique: { readonly [model: string]: ReadonlyArray<Unique> }
  /** the field with the instant after which a row is worthless */
  readonly expiry: { readonly [model: string]: string }
  /** whether all rows of a model can be listed; it costs an item per row, and without it such a question is a bug */
  readonly listed: boolean
}

const unique = (...fields: Unique["fields"]): Unique => ({ fields, carries: [] })

/** What Better Auth looks up. That (provider, account) is unique is ours: Better Auth only reads before it writes. */
export const layout: Layout = {
  index: {
    session: ["userId"],
    account: ["userId", "accountId"],
    verification: ["identifier"]
  },
  unique: {
    user: [unique("email")],
    session: [{ fields: ["token"], carries: ["userId", "createdAt", "expiresAt"] }],
    account: [unique("providerId", "accountId")]
  },
  expiry: { session: "expiresAt", verification: "expiresAt" },
  listed: false
}
