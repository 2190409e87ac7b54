import path from "node:path"

const core = /^@lumi\/core\//
const effect = /^effect(\/|$)/

/**
 * Who may import what: the first row whose folder a file lies in decides. `never` and `only` speak of packages; inside a
 * package everything may know everything, unless the folder is `closed`, and no relative path leaves it. `types` may only
 * be imported as types.
 */
const rows = [
  { in: "core/src/", only: [effect], why: "the core imports effect and itself" },
  { in: "core/testing/memory/", only: [effect], why: "the core imports effect and itself" },
  { in: "core/", never: [/^@lumi\/(?!core\/)/], why: "the core knows no other package" },
  {
    in: "adapters-aws/src/",
    closed: true,
    never: [/^@lumi\/(?!core\/)/, /^aws-cdk/],
    why: "adapters know the core alone"
  },
  { in: "adapters-aws/infra/", never: [/^@lumi\/(?!core\/)/], why: "the stack knows the adapters and the core alone" },
  {
    in: "adapters-aws/test/infra/",
    never: [/^@lumi\/(?!core\/)/],
    why: "the stack knows the adapters and the core alone"
  },
  { in: "adapters-aws/", never: [/^aws-cdk/, /^@lumi\/(?!core\/|adapters-)/], why: "only infra knows CDK" },
  { in: "adapters-", never: [/^@lumi\/(?!core\/|adapters-)/], why: "adapters never know what is above them" },
  { in: "workers/src/main/", never: [/^@lumi\/(cli|web)/], why: "workers know nothing above them" },
  { in: "workers/src/", never: [/^@lumi\/(adapters-|cli|web)/], why: "only src/main chooses a family" },
  { in: "cli/src/local/", never: [/^@lumi\/(adapters-aws|web)/], why: "here only the local family is known" },
  {
    in: "cli/src/aws/",
    never: [/^@lumi\/(adapters-local|web)/, /^@lumi\/adapters-aws\/(emulators|infra|testing)\//, /^aws-cdk/],
    why: "here only the adapters for AWS are known"
  },
  { in: "cli/src/", never: [/^@lumi\/(adapters-|web)/], why: "only src/local and src/aws know a family" },
  {
    in: "web/src/",
    never: [/^@lumi\/(?!core\/)/, /^@effect\//],
    types: [effect, core],
    why: "the web app knows the API and the models, and keeps Effect out of the bundle (import type)"
  }
]

/** Refused everywhere in sources. */
const gone = [
  [/^effect\/unstable/, "Effect 4.1 has no effect/unstable: the module moved up"],
  [/^@effect\/platform-node$/, "import the module you mean: the barrel loads everything"]
]

const typesOnly = (node) =>
  node.importKind === "type" || node.exportKind === "type"
  || (node.specifiers?.length > 0 && node.specifiers.every((each) => each.importKind === "type"))

const complaint = (file, name, node) => {
  const [, owner] = file.split("/")
  if (name.startsWith(".")) {
    const target = path.posix.join(path.posix.dirname(file), name)
    if (!target.startsWith(`packages/${owner}/`)) return "no relative path leaves its package: use its name"
    const inside = rows.find((each) => each.closed && file.startsWith(`packages/${each.in}`))
    return inside === undefined || target.startsWith(`packages/${inside.in}`) ? undefined : inside.why
  }
  const reason = gone.find(([pattern]) => pattern.test(name))
  if (reason) return reason[1]
  const row = rows.find((each) => file.startsWith(`packages/${each.in}`))
  if (!row) return undefined
  const matches = (pattern) => pattern.test(name)
  const refused = row.never?.some(matches) || (row.only && !row.only.some(matches))
    || (row.types?.some(matches) && !typesOnly(node))
  return refused ? row.why : undefined
}

/** Keeps the packages in their order: core <- adapters <- workers <- cli, and web beside them. */
export const boundaries = {
  meta: { type: "problem", docs: { description: "Packages know only what lies below them." } },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join("/")
    if (!file.startsWith("packages/")) return {}
    const check = (node) => {
      const name = node.source?.value
      const why = typeof name === "string" ? complaint(file, name, node) : undefined
      if (why) context.report({ node: node.source, message: `${name}: ${why}.` })
    }
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check
    }
  }
}
