import auth from "./0001_auth.ts"
import queue from "./0002_queue.ts"

/** Every migration by its name, in the order in which they run. */
export const migrations = {
  "0001_auth": auth,
  "0002_queue": queue
}
