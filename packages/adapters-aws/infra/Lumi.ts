import { type App, Validations } from "aws-cdk-lib"
import { AwsSolutionsChecks } from "cdk-nag"
import { accept } from "./Accepted.ts"
import { LumiStack } from "./LumiStack.ts"
import { settingsOf } from "./Settings.ts"

/** The stack that the context of an app asks for. It is refused while a check of cdk-nag has an objection left. */
export const lumi = (app: App): LumiStack => {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  const settings = settingsOf(app.node)
  const stack = new LumiStack(app, `lumi-${settings.stage}`, settings)
  accept(stack)
  return stack
}
