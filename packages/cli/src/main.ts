import { Command, CommanderError, InvalidArgumentError, Option } from "commander"

// Only commander is loaded here: what a command needs is loaded when it runs, so that --help is there at once.

const port = (text: string) => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new InvalidArgumentError("a port is 0 to 65535.")
  return value
}

/** Takes the arguments and then the options of its line, as commander checked them; gives the exit code. */
type Run = (...line: Array<never>) => Promise<number>

/** Runs `name` of a module of commands, which is loaded only now. */
const action =
  <Name extends string>(load: () => Promise<{ readonly [P in Name]: Run }>, name: Name) =>
  async (...all: ReadonlyArray<unknown>) => {
    const command = all.at(-1)
    if (!(command instanceof Command)) return
    const { [name]: run } = await load()
    process.exitCode = await Reflect.apply(run, undefined, [...all.slice(0, -2), command.optsWithGlobals()])
  }

const program = new Command("lumi")
  .description("Lumi: a private space for two partners")
  .version("0.1.0")
  .showSuggestionAfterError()
  .showHelpAfterError("(see lumi --help)")
  .configureHelp({ showGlobalOptions: true })
  .addOption(new Option("--adapter <family>", "where this instance lives").choices(["local", "aws"]).default("local"))
  .option("--json", "print one JSON document on stdout and nothing else")
  .option("--home <directory>", "data of this instance (LUMI_HOME, else ~/.lumi)")

const serving = (command: Command) =>
  command
    .option("-p, --port <number>", "port of the web server (PORT, else 8787)", port)
    .option("--host <address>", "address to listen on (HOST, else 127.0.0.1)")

serving(program.command("up"))
  .description("run the whole system in this process: database, broker, workers, web app")
  .option("--demo", "on a throw-away home, with a couple and words to look at")
  .action(action(() => import("./commands/serve.ts"), "up"))

serving(program.command("serve"))
  .description("run one role of several processes (with DATABASE_URL and MQTT_URL)")
  .addOption(new Option("--role <role>", "what this process does").choices(["api", "worker", "all"]).default("all"))
  .action(action(() => import("./commands/serve.ts"), "serve"))

program.command("migrate")
  .description("bring the database up to this version")
  .option("--dry-run", "say what would be applied")
  .action(action(() => import("./commands/migrate.ts"), "migrate"))

program.command("seed")
  .description("put content into an instance")
  .command("demo")
  .description("a couple, Ada and Ben, with words for each other")
  .option("--dry-run", "say what would be made")
  .action(action(() => import("./commands/seed.ts"), "demo"))

program.command("doctor")
  .description("check what this instance needs, and say what to do about the rest")
  .action(action(() => import("./commands/doctor.ts"), "doctor"))

const user = program.command("user").description("accounts of this instance")
const users = () => import("./commands/user.ts")
const access = () => import("./commands/access.ts")
user.command("list").description("all accounts").option("--limit <number>", "at most this many", Number, 100)
  .action(action(users, "list"))
user.command("show").argument("<user>", "id or e-mail").description("one account").action(action(users, "show"))
user.command("reset-link").argument("<user>", "id or e-mail").description("a link to set a new password, good for once")
  .action(action(access, "resetLink"))
user.command("disable").argument("<user>", "id or e-mail").description("end all sessions and refuse new ones")
  .option("--undo", "let the account sign in again").option("--yes", "do not ask").option("--dry-run", "change nothing")
  .action(action(access, "disable"))

const relationship = program.command("relationship").description("couples of this instance")
const relationships = () => import("./commands/relationship.ts")
relationship.command("list").description("all relationships").option(
  "--limit <number>",
  "at most this many",
  Number,
  100
)
  .action(action(relationships, "list"))
relationship.command("show").argument("<relationship>", "id").description("one relationship, without its contents")
  .action(action(relationships, "show"))

const affirm = program.command("affirm").description("daily affirmations")
const affirmations = () => import("./commands/affirm.ts")
affirm.command("send").description("send today's affirmation now, to whoever has not had it")
  .option("--relationship <id>", "both of a couple")
  .option("--receiver <user>", "one receiver, by id or e-mail")
  .option("--due", "everybody whose hour has come")
  .option("--at <instant>", "with --due: at this instant (ISO 8601) instead of now")
  .option("--dry-run", "say who would get one")
  .action(action(affirmations, "send"))
affirm.command("due").description("whose hour has come today, and who has had theirs")
  .option("--at <instant>", "at this instant (ISO 8601) instead of now")
  .action(action(affirmations, "due"))

/** Texts are the couple's: an operator who reads them is written into a log that both can read. */
const revealing = (command: Command) =>
  command.option("--reveal", "show texts, which the couple will see that you read").option("--yes", "do not ask")
revealing(affirm.command("preview")).description(
  "what would go out when: to a receiver, or at a time in a zone; changes nothing"
)
  .option("--receiver <user>", "one receiver, by id or e-mail")
  .option("--seed <number>", "with --receiver: the same draws every time")
  .option("--zone <name>", "what if: in this IANA time zone; needs no instance")
  .option("--time <HH:MM>", "what if: at this quarter of an hour on the wall")
  .option("--from <date>", "what if: from this date on instead of today")
  .option("--days <number>", "for so many days", "14")
  .action(action(() => import("./commands/preview.ts"), "preview"))
revealing(affirm.command("odds")).requiredOption("--receiver <user>", "whose next affirmation, by id or e-mail")
  .description("how likely each text is to be the next, and what makes it so")
  .action(action(() => import("./commands/why.ts"), "odds"))
revealing(affirm.command("explain")).argument(
  "<delivery>",
  "its id; with --receiver also its date, with #extra for the one sent by hand"
)
  .description("why this one: the stored reason of a delivery")
  .option("--receiver <user>", "whose it was, by id or e-mail")
  .action(action(() => import("./commands/why.ts"), "explain"))

const queue = program.command("queue").description("jobs")
queue.command("stats").description("how many wait, run, rest and are dead")
  .action(action(() => import("./commands/queue.ts"), "stats"))

const dlq = queue.command("dlq").description("dead letters: jobs that failed for good, with their reasons")
const deadLetters = () => import("./commands/dlq.ts")
const ofQueue = (command: Command) =>
  command.addOption(new Option("--queue <name>", "of this queue only").choices(["due", "affirmations", "push"]))
const changing = (command: Command) =>
  ofQueue(command).option("--yes", "do not ask").option("--dry-run", "change nothing")
ofQueue(dlq.command("list")).description("which there are; on AWS a sample")
  .option("--limit <number>", "at most this many", Number, 100)
  .action(action(deadLetters, "list"))
ofQueue(dlq.command("show").argument("<id>")).description("one with its payload").action(action(deadLetters, "show"))
changing(dlq.command("retry").argument("<ids...>")).description("send some back into their queue, with fresh counts")
  .action(action(deadLetters, "retry"))
changing(dlq.command("drop").argument("<ids...>")).description("forget some for good")
  .action(action(deadLetters, "drop"))
changing(dlq.command("redrive")).description("send all back that there are now")
  .option("--limit <number>", "at most this many", Number)
  .action(action(deadLetters, "redrive"))

// commander ends with 1 on a wrong line; here that is 2, and 1 is for what failed
const nested = (command: Command): ReadonlyArray<Command> => [command, ...command.commands.flatMap(nested)]
for (const command of nested(program)) command.exitOverride()

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : 2
}
