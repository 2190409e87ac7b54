import { Context } from "effect"
import { HttpApiMiddleware } from "effect/http-api"
import type { Account } from "../accounts/Account.ts"
import type { Member } from "../relationships/Member.ts"
import { RelationshipNotFound } from "../relationships/Relationship.ts"
import { TooManyRequests, Unauthorized, Unavailable } from "./Errors.ts"

/** Whoever sent the request, by their session. */
export class CurrentUser extends Context.Service<CurrentUser, Account>()("@lumi/core/api/CurrentUser") {}

/** Whoever sent the request as one of two. */
export class CurrentMember extends Context.Service<CurrentMember, Member>()("@lumi/core/api/CurrentMember") {}

/** Lets in whoever is signed in, within the limits of requests. */
export class Session extends HttpApiMiddleware.Service<Session, { provides: CurrentUser }>()(
  "@lumi/core/api/Session",
  { error: [Unauthorized, TooManyRequests, Unavailable] }
) {}

/** Lets in the two members of an active relationship; for everybody else what is behind it does not exist. */
export class Membership extends HttpApiMiddleware.Service<
  Membership,
  { provides: CurrentMember; requires: CurrentUser }
>()("@lumi/core/api/Membership", { error: [RelationshipNotFound, Unavailable] }) {}
