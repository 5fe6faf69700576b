import { allowedAddress } from '../../electron/adapters/network/host-allow-list.js'
import type { Http } from '../../electron/services/ports/http.js'
import type { PracticeClient } from '../simulator/client.js'

/**
 * The HTTP door without Electron: the real allow-list, and Node's client behind the simulator's proxy. Without the time
 * limits of the real one, which a slow machine may exceed and which its own tests prove.
 */
export function createNodeHttp(client: PracticeClient): Http {
  return {
    send: async ({ method, url, headers = {}, authorization, server, body, signal }) => {
      const address = allowedAddress(url, authorization?.scheme ?? 'none', server)
      signal?.throwIfAborted()
      const value = authorization?.secret.reveal() ?? ''
      const response = await client.send(address.href, {
        method,
        headers: {
          ...headers,
          ...(authorization === undefined
            ? {}
            : {
                authorization:
                  authorization.scheme === 'bearer'
                    ? `Bearer ${value}`
                    : `Basic ${Buffer.from(`:${value}`).toString('base64')}`
              })
        },
        ...(body === undefined ? {} : { body }),
        signal: signal ?? null
      })
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await response.text()
      }
    }
  }
}
