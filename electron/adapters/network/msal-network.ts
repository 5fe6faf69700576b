import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node'
import { AppFailure } from '../../domain/app-failure.js'
import type { Http } from '../../services/ports/http.js'

export interface MsalNetwork {
  readonly module: INetworkModule
  /** Why the last request failed, or null. msal itself turns every such failure into one `network_error`. */
  failure(): Error | null
}

/**
 * msal's network over our one HTTP door. `signal` ends its requests: a sign-in that was cancelled gets no token
 * and so writes none.
 */
export function createMsalNetwork(http: Http, signal?: AbortSignal): MsalNetwork {
  let failure: Error | null = null

  async function send<T>(
    method: 'GET' | 'POST',
    url: string,
    options: NetworkRequestOptions = {},
    timeout?: number
  ): Promise<NetworkResponse<T>> {
    const { status, headers, body } = await http.send({
      method,
      url,
      headers: options.headers,
      body: options.body,
      timeout,
      signal
    })
    if (status === 429) throw new AppFailure('rate-limited', { status })
    if (status >= 500) throw new AppFailure('service-unavailable', { status })
    try {
      // msal reads the fields itself; its type parameter is a promise that nobody can check.
      return { status, headers: { ...headers }, body: JSON.parse(body) as T }
    } catch (cause) {
      throw new AppFailure('unexpected-answer', { status }, { cause })
    }
  }

  async function noted<T>(request: Promise<T>): Promise<T> {
    try {
      failure = null
      return await request
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error))
      throw failure
    }
  }

  return {
    module: {
      sendGetRequestAsync: (url, options, timeout) => noted(send('GET', url, options, timeout)),
      sendPostRequestAsync: (url, options) => noted(send('POST', url, options))
    },
    failure: () => failure
  }
}
