import { maxReportBytes } from "@lumi/core/realtime/Topics"

/** The largest packet a page has reason to send: a CONNECT with a ticket and a will, or a report. */
const maxPacketBytes = 2 * maxReportBytes

/**
 * Follows the packets in the bytes of one connection and says whether all of them are of an allowed size. A parser
 * believes the length it is told and keeps up to 256 MB for it; this looks at the length before anything is kept.
 */
export const makeSizeCheck = () => {
  let inLength = false
  let length = 0
  let factor = 1
  let rest = 0

  return (bytes: Uint8Array): boolean => {
    let at = 0
    while (at < bytes.length) {
      if (rest > 0) {
        const skipped = Math.min(rest, bytes.length - at)
        rest -= skipped
        at += skipped
        continue
      }
      const byte = bytes[at++]!
      if (!inLength) {
        inLength = true
        length = 0
        factor = 1
        continue
      }
      length += (byte & 127) * factor
      factor *= 128
      if (length > maxPacketBytes || factor > 128 ** 4) return false
      if (byte < 128) {
        inLength = false
        rest = length
      }
    }
    return true
  }
}
