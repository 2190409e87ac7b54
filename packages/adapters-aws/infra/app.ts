// What the CLI of CDK runs, with its context in the environment (cdk.ts says so).
import { App } from "aws-cdk-lib"
import { flags } from "./Flags.ts"
import { lumi } from "./Lumi.ts"

// The CLI says where it looks for the result: into a folder of our own choice it would not look.
const app = new App({ analyticsReporting: false, context: flags })
lumi(app)
app.synth()
