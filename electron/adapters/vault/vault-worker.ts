import { createVaultServer } from './vault-server.js'

/*
 * The vault process: keytar lives here and nowhere else, because a locked, frozen or restarted keychain can
 * hang or crash the process that talks to it.
 */
const server = createVaultServer({
  platform: process.platform,
  loadKeytar: async () => (await import('keytar')).default
})

process.parentPort.on('message', (event) => {
  void server(event.data).then((answer) => {
    if (answer !== null) process.parentPort.postMessage(answer)
  })
})
