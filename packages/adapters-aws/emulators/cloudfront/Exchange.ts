/** A request as it reached the edge. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: string
  /** names in small letters */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** address and port of whoever asks: `203.0.113.7:53412` */
  readonly viewer: string
}

/** What the edge answers. */
export interface Told {
  readonly status: number
  readonly headers: Readonly<Record<string, string | ReadonlyArray<string>>>
  readonly body: Buffer
}

/** An answer in words, as AWS itself gives it when something is wrong. */
export const told = (status: number, type: string, text: string, headers: Told["headers"] = {}): Told => ({
  status,
  headers: { ...headers, "content-type": type },
  body: Buffer.from(text)
})
