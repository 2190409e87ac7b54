export * as Story from "../Story.ts"
export * as Memory from "./Memory.ts"
