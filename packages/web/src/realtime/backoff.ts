const leastMs = 500
const mostMs = 30_000

/** How long to wait before try number `tries`: anything up to twice as long each time, so that crowds come back thinly. */
export const wait = (tries: number, random = Math.random): number => random() * Math.min(mostMs, leastMs * 2 ** tries)
