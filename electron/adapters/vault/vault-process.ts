import { utilityProcess } from 'electron'
import type { LaunchVaultWorker } from './vault-client.js'

/** Starts the vault process from its built file. Without `env` it inherits ours: D-Bus and HOME are needed there. */
export function vaultProcess(file: string): LaunchVaultWorker {
  return () => {
    const child = utilityProcess.fork(file, [], { serviceName: 'Token Tray vault', stdio: 'ignore' })
    return {
      post: (message) => {
        child.postMessage(message)
      },
      onMessage: (listener) => child.on('message', listener),
      onExit: (listener) => child.once('exit', listener),
      end: () => child.kill()
    }
  }
}
