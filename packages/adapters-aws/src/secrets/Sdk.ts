/** The parts of the SDK that Lumi uses, only ever loaded by `import()`. */
export { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager"
