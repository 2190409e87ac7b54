import { Option } from "effect"
import type { Notification } from "../notifications/Notification.ts"

/**
 * Whether a notification has reached its user already, so that no browser is told. It has when it was read; a page that is open,
 * visible and says that it showed it will be asked about here, once pages say so.
 */
export const reached = ({ readAt }: Notification): boolean => Option.isSome(readAt)
