import { Account, AccountNotFound, Profile, UserId } from "@lumi/core/accounts/Account"
import { AccountStore } from "@lumi/core/accounts/AccountStore"
import { ofAccount } from "@lumi/core/changes/Change"
import * as Page from "@lumi/core/Page"
import { DateTime, Effect, Layer, Option, Schema } from "effect"
import { SqlClient } from "effect/sql"
import { note } from "./ChangeFeed.ts"
import * as Statements from "./Statements.ts"

const Result = Account
const orNotFound = Effect.flatMap(Option.match({
  onNone: () => Effect.fail(new AccountNotFound()),
  onSome: (account: Account) => Effect.succeed(account)
}))

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const noted = note(sql)
  const columns = sql.literal(
    `id, email, name, zone, language, appearance, created_at as "createdAt", disabled_at as "disabledAt"`
  )

  const insert = Statements.all({
    Request: Account,
    Result,
    // the update changes nothing: it makes the row that was there first come back
    execute: (a) =>
      sql`insert into account (id, email, email_key, name, zone, language, appearance, created_at, disabled_at)
        values (${a.id}, ${a.email}, ${a.email.toLowerCase()}, ${a.name}, ${a.zone}, ${a.language}, ${a.appearance}, ${a.createdAt}, ${a.disabledAt})
        on conflict (id) do update set id = excluded.id returning ${columns}`
  })
  const find = Statements.first({
    Request: UserId,
    Result,
    execute: (id) => sql`select ${columns} from account where id = ${id}`
  })
  const findMany = Statements.all({
    Request: Statements.many(UserId),
    Result,
    execute: (ids) =>
      sql`select ${columns} from account
        where id in (select value::uuid from jsonb_array_elements_text(${ids}::jsonb))`
  })
  const findByEmail = Statements.first({
    Request: Schema.String,
    Result,
    execute: (email) => sql`select ${columns} from account where email_key = ${email} order by id limit 1`
  })
  const update = Statements.first({
    Request: Schema.Struct({ id: UserId, ...Profile.fields }),
    Result,
    execute: (to) =>
      sql`update account set name = ${to.name}, zone = ${to.zone}, language = ${to.language}, appearance = ${to.appearance}
        where id = ${to.id} returning ${columns}`
  })
  const setDisabled = Statements.first({
    Request: Schema.Struct({ id: UserId, at: Schema.OptionFromNullOr(Schema.DateTimeUtcFromString) }),
    Result,
    execute: ({ at, id }) => sql`update account set disabled_at = ${at} where id = ${id} returning ${columns}`
  })
  const list = Statements.all({
    Request: Schema.Struct({ after: Schema.String, limit: Schema.Int }),
    Result,
    execute: ({ after, limit }) =>
      sql`select ${columns} from account where id > ${after}::uuid order by id limit ${limit}`
  })

  return AccountStore.of({
    create: Effect.fn("AccountStore.create")(
      (account) => Effect.map(insert(account), ([kept]) => kept!),
      Statements.as("AccountStore.create")
    ),
    find: Effect.fn("AccountStore.find")(find, orNotFound, Statements.as("AccountStore.find")),
    findMany: Effect.fn("AccountStore.findMany")(findMany, Statements.as("AccountStore.findMany")),
    findByEmail: Effect.fn("AccountStore.findByEmail")(
      (email) => findByEmail(email.toLowerCase()),
      Statements.as("AccountStore.findByEmail")
    ),
    update: Effect.fn("AccountStore.update")(
      (id, profile) => update({ id, ...profile }),
      orNotFound,
      Statements.as("AccountStore.update")
    ),
    setDisabled: Effect.fn("AccountStore.setDisabled")(
      function*(id, at) {
        const account = yield* orNotFound(setDisabled({ id, at }))
        yield* noted(ofAccount(account, yield* DateTime.now))
        return account
      },
      sql.withTransaction,
      Statements.as("AccountStore.setDisabled")
    ),
    list: Effect.fn("AccountStore.list")(
      (after, limit) =>
        Effect.map(
          list({ after: Option.getOrElse(after, () => Statements.lowest), limit: limit + 1 }),
          (rows) => Page.of(rows, limit, ({ id }) => id)
        ),
      Statements.as("AccountStore.list")
    )
  })
})

/** Accounts in the table `account`. */
export const layer: Layer.Layer<AccountStore, never, SqlClient.SqlClient> = Layer.effect(AccountStore, make)
