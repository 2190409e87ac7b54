/** What IoT Core allows, as its documentation says. */
export const limits = {
  payloadBytes: 128 * 1024,
  /** slashes of a topic and one */
  topicLevels: 8,
  filtersPerSubscribe: 8,
  subscriptionsPerConnection: 50,
  /** what comes faster is thrown away */
  publishesPerSecond: 100,
  clientIdBytes: 128,
  keepAliveSeconds: { least: 30, most: 1200 },
  authorizer: { timeoutSeconds: 5, documents: 10, documentChars: 2048, leastSeconds: 300, mostSeconds: 86_400 }
} as const
