import type { both as en } from "../en/both.ts"

export const both: typeof en = {
  tabs: "Bekommen und geschrieben",
  from: (name) => `Von ${name}`,
  for: (name) => `Für ${name}`
}
