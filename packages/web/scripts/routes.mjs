// Prints the table of paths that src/api/client.ts needs, from the API itself.
//   node scripts/routes.mjs          writes src/api/routes.gen.json
//   node scripts/routes.mjs --check  fails when the committed table differs
import { Api } from "@lumi/core/api/Api"
import { HttpApi } from "effect/http-api"
import { readFile, writeFile } from "node:fs/promises"

const file = new URL("../src/api/routes.gen.json", import.meta.url)
const table = {}
HttpApi.reflect(Api, {
  onGroup() {},
  onEndpoint({ group, endpoint }) {
    table[`${group.identifier}.${endpoint.identifier}`] = [endpoint.method, endpoint.path]
  }
})
const lines = Object.entries(table).map(([call, route]) =>
  `  ${JSON.stringify(call)}: ${JSON.stringify(route).replace(",", ", ")}`
)
const printed = `{\n${lines.join(",\n")}\n}\n`

if (process.argv.includes("--check")) {
  if (await readFile(file, "utf8") !== printed) {
    console.error("src/api/routes.gen.json is not what the API says. Run: npm run -w packages/web routes")
    process.exit(1)
  }
} else {
  await writeFile(file, printed)
  console.log(`${lines.length} calls`)
}
