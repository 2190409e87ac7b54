export const shell = {
  home: "Lumi, home",
  pages: {
    home: "Home",
    affirmations: "Affirmations",
    manage: "Write",
    settings: "Settings"
  },
  navigation: "Main",
  skip: "Skip to the content",
  isHere: (name: string) => `${name} is here`,
  steppedAway: (name: string) => `${name} stepped away`,
  isOut: (name: string) => `${name} is out`,
  newVersion: "There is a new version of Lumi.",
  reload: "Use it now",
  notFound: "There is nothing here",
  notFoundSafe: "The address is wrong, or what was here is gone.",
  toHome: "Go home",
  shortcuts: "Keyboard shortcuts",
  shortcutsOn: "Use single keys",
  shortcutsHint: "Off, if a key you press does something you did not want.",
  goTo: (page: string) => `Go to: ${page}`,
  showShortcuts: "Show this list",
  then: "then"
}
