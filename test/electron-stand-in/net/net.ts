import type Electron from 'electron'
import { strict } from '../not-built.js'
import { ClientRequest } from './client-request.js'

export const net = strict('net', {
  // The part of a request that is built.
  request: (options: Electron.ClientRequestConstructorOptions) =>
    new ClientRequest(options) as unknown as Electron.ClientRequest
})
