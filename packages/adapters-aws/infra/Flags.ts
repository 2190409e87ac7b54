import recommended from "aws-cdk-lib/recommended-feature-flags.json" with { type: "json" }

/**
 * How CDK behaves where it keeps an older way by default: as it recommends for what is new. Said here, so that tests and
 * deployments agree.
 */
export const flags: Readonly<Record<string, unknown>> = recommended
