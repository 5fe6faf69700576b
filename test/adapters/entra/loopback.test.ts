import { afterEach, describe, expect, it } from 'vitest'
import { openLoopback, type Loopback } from '../../../electron/adapters/entra/loopback.js'

let loopback: Loopback
afterEach(() => {
  loopback.close()
})
const open = async (): Promise<Loopback> => (loopback = await openLoopback('the-state'))
const post = (fields: Record<string, string> | string, init: RequestInit = {}) =>
  fetch(`${loopback.redirectUri}/`, { method: 'POST', body: new URLSearchParams(fields), ...init })

describe('the way back from the browser', () => {
  it('takes the code that was asked for and says so in plain words', async () => {
    const { answer } = await open()
    const response = await post({ code: 'the-code', state: 'the-state', client_info: 'who' })
    expect(await answer).toEqual({ kind: 'code', code: 'the-code', clientInfo: 'who' })
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('You can close this page and go back to Token Tray.')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('takes a refusal with its number', async () => {
    const { answer } = await open()
    const response = await post({
      error: 'access_denied',
      error_description: 'AADSTS65004: User declined to consent',
      state: 'the-state'
    })
    expect(await answer).toEqual({ kind: 'refused', refusal: { error: 'access_denied', number: 65004 } })
    expect(await response.text()).toContain('You are not signed in')
  })

  it('shows nothing on its page that came with the request', async () => {
    await open()
    const page = await (
      await post({ error: '<script>', error_description: '<script>', state: 'the-state' })
    ).text()
    expect(page).not.toContain('script')
  })

  it('is not ended by anything else that knocks', async () => {
    const { answer, redirectUri } = await open()
    const statuses = await Promise.all(
      [
        post({ code: 'x', state: 'another' }),
        post({ code: 'x' }),
        post('code=x&state=the-state&state=another'),
        post({ state: 'the-state' }),
        post(
          {},
          { body: '{"code":"x","state":"the-state"}', headers: { 'content-type': 'application/json' } }
        ),
        fetch(`${redirectUri}/?code=x&state=the-state`),
        fetch(`${redirectUri}/favicon.ico`),
        fetch(`${redirectUri}/other`, {
          method: 'POST',
          body: new URLSearchParams({ code: 'x', state: 'the-state' })
        })
      ].map(async (request) => (await request).status)
    )
    expect(statuses).toEqual([400, 400, 400, 400, 404, 404, 404, 404])
    await post({ code: 'the-code', state: 'the-state' })
    expect(await answer).toMatchObject({ code: 'the-code' })
  })

  it('does not read without end', async () => {
    await open()
    await expect(post({ code: 'x'.repeat(200_000), state: 'the-state' })).rejects.toThrow()
  })

  it('says so where its port is taken', async () => {
    const { redirectUri } = await open()
    await expect(openLoopback('another', Number(new URL(redirectUri).port))).rejects.toMatchObject({
      code: 'port-taken',
      facts: { reason: 'EADDRINUSE' }
    })
  })

  it('is shut once it was closed', async () => {
    await open()
    loopback.close()
    await expect(post({ code: 'x', state: 'the-state' })).rejects.toThrow()
  })
})
