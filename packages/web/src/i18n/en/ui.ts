export const ui = {
  open: "Open",
  close: "Close",
  undo: "Undo",
  loading: "Loading",
  retry: "Try again",
  offline: "No network. You can read what was here; writing works again when the network is back.",
  notSentKept: "What you wrote is still here. Check the network and send it again.",
  failed: "This didn’t work",
  failedSafe: "Nothing is lost. Lumi didn’t answer as it should; try again in a moment.",
  tooOften: "That was too often in a short time. Wait a minute, then try again."
}
