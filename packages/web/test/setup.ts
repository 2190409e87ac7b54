import { cleanup } from "@solidjs/testing-library"
import { afterEach } from "vitest"

// No window here knows a modal dialog.
HTMLDialogElement.prototype.showModal ??= function(this: HTMLDialogElement) {
  this.open = true
}

afterEach(() => {
  cleanup()
  localStorage.clear()
  sessionStorage.clear()
})
