/** The header our own server sets to the address of whoever asks; what came with the request never counts. */
export const addressHeader = "x-lumi-ip"

/** The header `Handler.ts` sets to the moment a request began. */
export const startedHeader = "x-lumi-started"
