import { Readable } from "node:stream"

const nothing = () => Promise.resolve()
const none = () => Promise.resolve([])

const emptyStream = () =>
  new Readable({
    objectMode: true,
    read() {
      this.push(null)
    }
  })

/**
 * What aedes would remember of pages between connections: nothing. Their sessions end with the connection, nothing is
 * retained, and a will that outlives this process has nobody to tell.
 */
export const persistence = {
  // aedes insists on an async function
  setup: async () => {},
  storeRetained: nothing,
  createRetainedStreamCombi: emptyStream,
  addSubscriptions: nothing,
  removeSubscriptions: nothing,
  cleanSubscriptions: nothing,
  subscriptionsByClient: none,
  subscriptionsByTopic: none,
  outgoingEnqueue: nothing,
  outgoingEnqueueCombi: nothing,
  outgoingUpdate: nothing,
  outgoingClearMessageId: nothing,
  outgoingStream: emptyStream,
  incomingStorePacket: nothing,
  incomingGetPacket: nothing,
  incomingDelPacket: nothing,
  cleanIncoming: nothing,
  putWill: nothing,
  delWill: nothing,
  streamWill: emptyStream
}

const settled = (_topic: unknown, _listener: unknown, done?: () => void) => done?.()

/** How aedes would pass messages on between pages: it does not, see who hears what in EmbeddedBroker. */
export const emitter = {
  on: settled,
  removeListener: settled,
  emit: (_packet: unknown, done?: () => void) => done?.(),
  close: (done?: () => void) => done?.()
}
