import { describe, expect, it } from 'vitest'
import { createMsalNetwork } from '../../../electron/adapters/network/msal-network.js'
import { AppFailure } from '../../../electron/domain/app-failure.js'
import { createFakeHttp, empty, json } from '../../fakes/http.js'

const address = 'https://login.microsoftonline.com/common/oauth2/v2.0/token'

describe("msal's network", () => {
  it('goes through our HTTP door and reads JSON, refusals included', async () => {
    const http = createFakeHttp(() => json({ error: 'invalid_grant' }, 400))
    const { module, failure } = createMsalNetwork(http)
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expect(await module.sendPostRequestAsync(address, { headers, body: 'grant_type=x' })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' }
    })
    expect(http.requests).toEqual([{ method: 'POST', url: address, headers, body: 'grant_type=x' }])
    await module.sendGetRequestAsync(address, undefined, 5000)
    expect(http.requests[1]).toEqual({ method: 'GET', url: address, timeout: 5000 })
    expect(failure()).toBeNull()
  })

  it.each([
    [empty(503), 'service-unavailable'],
    [json({ error: 'temporarily_unavailable' }, 500), 'service-unavailable'],
    [json({}, 429), 'rate-limited'],
    [{ ...empty(200), body: '<html>captive portal</html>' }, 'unexpected-answer']
  ])('remembers why a request failed, since msal forgets it', async (answer, code) => {
    const { module, failure } = createMsalNetwork(createFakeHttp(() => answer))
    await expect(module.sendPostRequestAsync(address)).rejects.toMatchObject({ code })
    expect(failure()).toMatchObject({ code })
  })

  it('ends with its signal', async () => {
    const controller = new AbortController()
    const { module, failure } = createMsalNetwork(
      createFakeHttp(() => json({})),
      controller.signal
    )
    controller.abort(new AppFailure('sign-in-cancelled'))
    await expect(module.sendPostRequestAsync(address)).rejects.toMatchObject({ code: 'sign-in-cancelled' })
    expect(failure()).toMatchObject({ code: 'sign-in-cancelled' })
  })
})
