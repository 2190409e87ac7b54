import { cleanup } from "@solidjs/testing-library"
import { afterEach } from "vitest"

// No window here knows a modal dialog, or a popover.
HTMLDialogElement.prototype.showModal ??= function(this: HTMLDialogElement) {
  this.open = true
}
HTMLElement.prototype.hidePopover ??= () => {}

afterEach(() => {
  cleanup()
  localStorage.clear()
  sessionStorage.clear()
})
