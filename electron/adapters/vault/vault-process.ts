import { utilityProcess } from 'electron'
import type { VaultWorker } from './worker-session.js'

/**
 * Starts keytar's process, whose code is the file `worker`. It inherits the whole environment, without which libsecret does not find the bus
 * (electron/electron docs/api/utility-process.md).
 */
export function launchVaultWorker(worker: string): VaultWorker {
  const child = utilityProcess.fork(worker, [], {
    serviceName: 'Token Tray keychain',
    stdio: 'ignore'
  })
  // A fatal error of V8, which Node would throw here if nobody listened; `exit` comes after it in any case.
  child.on('error', () => undefined)
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', listener),
    onEnd: (listener) => child.once('exit', listener),
    end: () => {
      // Before it has spawned there is nothing to kill, and `kill` does nothing.
      if (!child.kill()) child.once('spawn', () => child.kill())
    }
  }
}
