/** The letters somebody has opened on this device, newest last; a letter brightens once in its life. */
const key = "lumi.opened"
const most = 60

const read = (): ReadonlyArray<string> => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]")
    return Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : []
  } catch {
    return []
  }
}

/** Whether this delivery was opened here before. */
export const wasOpened = (delivery: string): boolean => read().includes(delivery)

/** Remembers that it was; where nothing can be stored, the letter is sealed again next time. */
export const rememberOpened = (delivery: string): void => {
  try {
    localStorage.setItem(key, JSON.stringify([...read().filter((id) => id !== delivery), delivery].slice(-most)))
  } catch {
    // Storage can be forbidden or full.
  }
}
