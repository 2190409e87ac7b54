export const drafts = {
  title: "Drafts",
  lede:
    "Nobody reads these yet. Once you two are paired they are handed over, and any of them can come to the other one.",
  toPair: "Pair up",
  new: "New words",
  placeholder: "Something true about somebody",
  kept: "Kept as a draft.",
  written: "Your drafts",
  empty: "No drafts yet. The first one can be a single small thing you noticed today.",
  deleted: "Draft deleted.",
  notDeleted: "The draft wasn’t deleted. It is back in the list; try again in a moment."
}
