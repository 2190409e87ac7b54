import { localDate } from "../../i18n/format.ts"
import { manage } from "../../i18n/manage.ts"
import type { Mine } from "./data.ts"

/** What a text can be meant for. */
export type Tag = NonNullable<Mine["tags"]>[number]

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const

/** All of them, as they are offered. */
export const everyTag: ReadonlyArray<Tag> = [
  ...weekdays,
  "spring",
  "summer",
  "autumn",
  "winter",
  "anniversary",
  "hard-day"
]

/** The most a text can have. */
export const mostTags = 5

const isWeekday = (tag: Tag): tag is (typeof weekdays)[number] => weekdays.some((day) => day === tag)

/** What a tag is called: a weekday as everybody calls it. The first of January 2024 was a Monday. */
export const tagName = (tag: Tag): string =>
  isWeekday(tag) ? localDate(`2024-01-0${weekdays.indexOf(tag) + 1}`, { weekday: "long" }) : manage().tags[tag]

/** Whether two texts are meant for the same, in whichever order. */
export const sameTags = (some: ReadonlyArray<Tag>, others: ReadonlyArray<Tag>): boolean =>
  some.length === others.length && some.every((tag) => others.includes(tag))
