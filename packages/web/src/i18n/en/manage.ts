import { number, plural } from "../format.ts"

export const manage = {
  new: (name: string) => `New words for ${name}`,
  placeholder: (name: string) => `Something true about ${name}`,
  keep: "Keep",
  kept: (name: string) => `Kept. It can reach ${name} from now on.`,
  keptFor: (date: string) => `Kept for ${date}.`,
  tooLong: (over: number) =>
    plural("en", over, { one: "1 character too many.", other: `${number(over)} characters too many.` }),
  unstorable: "There is a character in it that can’t be kept. Take it out and try again.",
  full: (most: number) => `There is room for ${number(most)} texts, and all of it is used. Delete some first.`,
  notKept: "It wasn’t kept. Your words are still here; try again in a moment.",
  written: "What you wrote",
  neverSent: "Never sent",
  sentOn: (date: string) => `Sent ${date}`,
  times: (count: number) => count === 1 ? "Once" : count === 2 ? "Twice" : `${number(count)} times`,
  loved: (count: number) => count === 1 ? "Loved" : count === 2 ? "Loved twice" : `Loved ${number(count)} times`,
  answered: (count: number) =>
    count === 1 ? "Answered" : count === 2 ? "Answered twice" : `Answered ${number(count)} times`,
  wishes: {
    more: (name: string) => `${name} wants more like this`,
    less: (name: string) => `${name} wants less like this`
  },
  surprise: "Surprise",
  onlyOn: (date: string) => `Only on ${date}`,
  wasFor: (date: string) => `It was for ${date}`,
  keepFor: "Keep for a date",
  changeDate: "Change the date",
  addMany: "Add many at once",
  tagging: "Tags",
  tags: {
    spring: "Spring",
    summer: "Summer",
    autumn: "Autumn",
    winter: "Winter",
    anniversary: "Anniversary",
    "hard-day": "A hard day"
  },
  paused: "Paused",
  more: (beginning: string) => `More about “${beginning}”`,
  edit: "Edit",
  sendNow: "Send it now",
  pause: "Pause",
  resume: "Resume",
  delete: "Delete",
  deleted: "Deleted.",
  notDeleted: "It wasn’t deleted. It is back in the list; try again in a moment.",
  notChanged: "The change wasn’t saved. It is as it was; try again in a moment.",
  gone: "These words are no longer here.",
  earlier: "Earlier ones"
}
