export const said = {
  loved: (name: string) => `${name} loved something you wrote.`,
  wroteBack: (name: string) => `${name} wrote back.`,
  by: (name: string) => `${name}:`,
  all: (name: string) => `What ${name} said`,
  heart: "Loved",
  none: (name: string) => `${name} took it back.`,
  earlier: "Earlier answers"
}
