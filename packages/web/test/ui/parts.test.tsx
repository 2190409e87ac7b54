import { fireEvent, render, screen } from "@solidjs/testing-library"
import { createSignal } from "solid-js"
import { assert, it, vi } from "vitest"
import { Button, IconButton } from "../../src/ui/Button.tsx"
import { Chip } from "../../src/ui/Chip.tsx"
import { Dialog } from "../../src/ui/Dialog.tsx"
import { Field, TextField } from "../../src/ui/Field.tsx"
import { Letter, type LetterState } from "../../src/ui/Letter.tsx"
import { type Light, PresenceLights } from "../../src/ui/PresenceLights.tsx"
import { Progress } from "../../src/ui/Progress.tsx"
import { SwitchSetting } from "../../src/ui/Setting.tsx"

const ada: Light = { side: "first", tint: "lamp" }
const ben: Light = { side: "second", tint: "tide" }

it("a busy button cannot be pressed again and says that it is busy", () => {
  const press = vi.fn<() => void>()
  const [busy, setBusy] = createSignal(false)
  render(() => <Button busy={busy()} onClick={press}>Keep</Button>)
  const button = screen.getByRole("button", { name: "Keep" })
  fireEvent.click(button)
  setBusy(true)
  fireEvent.click(button)
  assert.strictEqual(press.mock.calls.length, 1)
  assert.strictEqual(button.getAttribute("aria-busy"), "true")
})

it("a button is no submit button unless it says so, and an icon button has a name", () => {
  render(() => (
    <>
      <Button>Later</Button>
      <Button type="submit">Keep</Button>
      <IconButton label="Close">x</IconButton>
    </>
  ))
  assert.strictEqual(screen.getByRole("button", { name: "Later" }).getAttribute("type"), "button")
  assert.strictEqual(screen.getByRole("button", { name: "Keep" }).getAttribute("type"), "submit")
  assert.isNotNull(screen.getByRole("button", { name: "Close" }))
})

it("a field's error is tied to it and marks it", () => {
  const [error, setError] = createSignal<string | undefined>()
  render(() => <Field label="Email" hint="Yours" error={error()} />)
  const input = screen.getByLabelText("Email")
  assert.strictEqual(document.getElementById(input.getAttribute("aria-describedby") ?? "")?.textContent, "Yours")
  setError("Type it.")
  assert.strictEqual(input.getAttribute("aria-invalid"), "true")
  assert.strictEqual(document.getElementById(input.getAttribute("aria-describedby") ?? "")?.textContent, "Type it.")
})

it("a limit counts what people see as characters, and never cuts", () => {
  render(() => <TextField label="Words" value="Sol 🌞" limit={4} />)
  assert.isNotNull(screen.getByText("5 / 4"))
  assert.isNull(screen.getByLabelText("Words").getAttribute("maxlength"))
})

it("a dialog is named by its heading, holds its content only while open, and closes by its button", () => {
  const [open, setOpen] = createSignal(false)
  const { container } = render(() => (
    <Dialog open={open()} title="Delete these words" onClose={() => setOpen(false)}>
      <p>They will not come again.</p>
    </Dialog>
  ))
  const dialog = container.querySelector("dialog")
  assert.isNull(screen.queryByText("They will not come again."))
  setOpen(true)
  assert.isTrue(dialog?.open)
  assert.strictEqual(
    document.getElementById(dialog?.getAttribute("aria-labelledby") ?? "")?.textContent,
    "Delete these words"
  )
  fireEvent.click(screen.getByRole("button", { name: "Close" }))
  assert.isFalse(dialog?.open)
  assert.isFalse(open())
})

it("a sealed letter shows no words until it is opened", () => {
  const [state, setState] = createSignal<LetterState>("sealed")
  render(() => (
    <Letter light={ada} name="Ada" state={state()} text="You hummed." onOpen={() => setState("opening")}>
      <Button>Love it</Button>
    </Letter>
  ))
  assert.isNull(screen.queryByText("You hummed."))
  fireEvent.click(screen.getByRole("button", { name: "Open" }))
  assert.strictEqual(screen.getByText("You hummed.").getAttribute("dir"), "auto")
  assert.isNotNull(screen.getByRole("button", { name: "Love it" }))
  assert.isNull(screen.queryByRole("button", { name: "Open" }))
})

it("a long letter is set smaller", () => {
  const { container } = render(() => <Letter light={ben} name="Ben" state="open" text={"a".repeat(141)} />)
  assert.strictEqual(container.querySelector("article")?.dataset["length"], "long")
})

it("the lights stand on their sides, whoever looks, and are silent", () => {
  const { container } = render(() => <PresenceLights me={ben} other={ada} presence="idle" />)
  const halves = [...container.querySelectorAll("i")]
  assert.deepStrictEqual(halves.map((half) => half.dataset["side"]), ["first", "second"])
  assert.deepStrictEqual(halves.map((half) => half.dataset["mine"]), [undefined, ""])
  assert.strictEqual(container.querySelector("span")?.getAttribute("aria-hidden"), "true")
})

it("a chip says whether it is pressed", () => {
  const press = vi.fn<() => void>()
  render(() => <Chip pressed onPress={press}>Never sent</Chip>)
  const chip = screen.getByRole("button", { name: "Never sent" })
  assert.strictEqual(chip.getAttribute("aria-pressed"), "true")
  fireEvent.click(chip)
  assert.strictEqual(press.mock.calls.length, 1)
})

it("a switch is named by its row", () => {
  const change = vi.fn<(checked: boolean) => void>()
  render(() => <SwitchSetting label="Use single keys" checked={false} onChange={change} />)
  fireEvent.click(screen.getByRole("switch", { name: "Use single keys" }))
  assert.deepStrictEqual(change.mock.calls, [[true]])
})

it("progress is a value that is named", () => {
  render(() => <Progress label="Export" value={0.25} />)
  assert.strictEqual(screen.getByRole("progressbar", { name: "Export" }).getAttribute("value"), "0.25")
})
