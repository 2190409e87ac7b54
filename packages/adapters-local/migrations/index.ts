import auth from "./0001_auth.ts"
import queue from "./0002_queue.ts"
import couples from "./0003_couples.ts"
import affirmations from "./0004_affirmations.ts"
import notifications from "./0005_notifications.ts"
import changes from "./0006_changes.ts"
import answers from "./0007_answers.ts"
import audit from "./0008_audit.ts"
import days from "./0009_days.ts"
import drafts from "./0010_drafts.ts"
import extras from "./0011_extras.ts"
import withdrawn from "./0012_withdrawn.ts"
import asking from "./0013_asking.ts"
import search from "./0014_search.ts"
import due from "./0015_due.ts"
import push from "./0016_push.ts"

/** Every migration by its name, in the order in which they run. */
export const migrations = {
  "0001_auth": auth,
  "0002_queue": queue,
  "0003_couples": couples,
  "0004_affirmations": affirmations,
  "0005_notifications": notifications,
  "0006_changes": changes,
  "0007_answers": answers,
  "0008_audit": audit,
  "0009_days": days,
  "0010_drafts": drafts,
  "0011_extras": extras,
  "0012_withdrawn": withdrawn,
  "0013_asking": asking,
  "0014_search": search,
  "0015_due": due,
  "0016_push": push
}
