import type { ui as en } from "../en/ui.ts"

export const ui: typeof en = {
  open: "Öffnen",
  close: "Schließen",
  undo: "Rückgängig",
  loading: "Wird geladen",
  retry: "Noch einmal",
  offline: "Kein Netz. Was hier war, lässt sich lesen; schreiben geht wieder, sobald das Netz zurück ist.",
  notSentKept: "Was du geschrieben hast, steht noch da. Prüfe das Netz und sende es noch einmal.",
  failed: "Das hat nicht geklappt",
  failedSafe: "Nichts ist verloren. Lumi hat nicht geantwortet, wie es sollte; versuch es gleich noch einmal.",
  tooOften: "Das war zu oft in kurzer Zeit. Warte eine Minute und versuch es dann noch einmal."
}
