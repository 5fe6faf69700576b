import { PublicClientApplication, type INetworkModule } from '@azure/msal-node'
import type { PracticeClient } from './client.js'
import { practiceTenant } from './organizations.js'

/** msal as the app uses it, over a test's client. */
export function createPracticeMsal(
  client: PracticeClient,
  clientId: string,
  tenant = practiceTenant
): PublicClientApplication {
  const ask = async (url: string, init: Parameters<PracticeClient['send']>[1]) => {
    const response = await client.send(url, init)
    // msal reads the body by itself; the type is of its own choosing.
    const body = (await response.json()) as never
    return { status: response.status, headers: Object.fromEntries(response.headers), body }
  }
  const networkClient: INetworkModule = {
    sendGetRequestAsync: (url, options) => ask(url, { headers: options?.headers ?? {} }),
    sendPostRequestAsync: (url, options) =>
      ask(url, { method: 'POST', headers: options?.headers ?? {}, body: options?.body ?? '' })
  }
  const authority = `https://login.microsoftonline.com/${tenant}`
  return new PublicClientApplication({ auth: { clientId, authority }, system: { networkClient } })
}
