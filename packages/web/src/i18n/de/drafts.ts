import type { drafts as en } from "../en/drafts.ts"

export const drafts: typeof en = {
  title: "Entwürfe",
  lede:
    "Noch liest sie niemand. Sobald ihr beide verbunden seid, werden sie übergeben, und jeder davon kann beim anderen ankommen.",
  toPair: "Verbinden",
  new: "Neue Worte",
  placeholder: "Etwas, das auf jemanden zutrifft",
  kept: "Als Entwurf aufgehoben.",
  written: "Deine Entwürfe",
  empty: "Noch keine Entwürfe. Der erste darf eine einzige Kleinigkeit sein, die dir heute aufgefallen ist.",
  deleted: "Entwurf gelöscht.",
  notDeleted: "Der Entwurf wurde nicht gelöscht. Er steht wieder in der Liste; versuch es gleich noch einmal."
}
