import type { INetworkModule, NetworkResponse } from '@azure/msal-node'
import { z } from 'zod'
import { AppFailure } from '../../domain/app-failure.js'
import { pause } from '../../domain/pause.js'
import { interactiveFailure } from '../../domain/sign-in-error.js'
import type { Clock } from '../../services/ports/clock.js'
import type { MsalNetwork } from '../network/msal-network.js'

/** RFC 8628, 3.5: five seconds more between questions after `slow_down`, and after a question that got lost. */
const slowDown = 5000
const passing = ['offline', 'timed-out', 'service-unavailable', 'rate-limited']

/** SECURITY: the person is sent there, so it has to be one of the places that Microsoft uses. */
const codeHosts = ['microsoft.com', 'www.microsoft.com', 'login.microsoft.com', 'login.microsoftonline.com']

/** RFC 8628, 3.2. Times in seconds. */
const deviceCode = z.object({
  user_code: z.string().min(1).max(60),
  verification_uri: z
    .url()
    .refine((address) => codeHosts.includes(new URL(address).hostname) && address.startsWith('https://')),
  expires_in: z.int().min(1).max(3600),
  interval: z.int().min(1).max(60).default(5)
})
const refusal = z.object({ error: z.string(), error_codes: z.array(z.number()).default([]) })

export interface DeviceCodeNetworkDeps {
  readonly network: MsalNetwork
  readonly clock: Clock
  readonly signal: AbortSignal
}

/**
 * msal's network for a sign-in on another device. msal waits by a timer that cannot be ended, takes `slow_down`
 * and a passing fault for the end, and drops the number of a refusal; so the waiting is done here, between its
 * questions, and what was refused is kept as the failure.
 */
export function createDeviceCodeNetwork({ network, clock, signal }: DeviceCodeNetworkDeps): MsalNetwork {
  let failure: Error | null = null
  /** Milliseconds between two questions; null before there is a code. */
  let interval: number | null = null

  function fail(reason: AppFailure): never {
    failure = reason
    throw reason
  }

  function refuse(body: z.output<typeof refusal>): never {
    fail(interactiveFailure({ error: body.error, number: body.error_codes[0] ?? null }))
  }

  /** The answer to the next question that is one: the person is done, or it was refused. */
  async function poll<T>(ask: () => Promise<NetworkResponse<T>>, usual: number): Promise<NetworkResponse<T>> {
    let between = usual
    for (;;) {
      await pause(clock, between, signal)
      try {
        const answer = await ask()
        const refused = refusal.safeParse(answer.body)
        if (!refused.success) return answer
        if (refused.data.error === 'slow_down') between += slowDown
        else if (refused.data.error !== 'authorization_pending') refuse(refused.data)
      } catch (error) {
        if (failure !== null || !(error instanceof AppFailure) || !passing.includes(error.code)) throw error
        between += slowDown
      }
    }
  }

  const sendPostRequestAsync: INetworkModule['sendPostRequestAsync'] = async <T>(
    ...request: Parameters<INetworkModule['sendPostRequestAsync']>
  ) => {
    const ask = (): Promise<NetworkResponse<T>> => network.module.sendPostRequestAsync<T>(...request)
    if (interval !== null) return poll(ask, interval)
    const answer = await ask()
    const refused = refusal.safeParse(answer.body)
    if (refused.success) refuse(refused.data)
    const read = deviceCode.safeParse(answer.body)
    if (!read.success) {
      fail(new AppFailure('unexpected-answer', { field: read.error.issues[0]?.path.join('.') ?? '' }))
    }
    interval = read.data.interval * 1000
    return answer
  }

  return {
    module: { ...network.module, sendPostRequestAsync },
    failure: () => failure ?? network.failure()
  }
}
