import { describe, expect, it } from 'vitest'
import { whyNotRead } from '../../electron/domain/git-refusal.js'

const unable = "fatal: unable to access 'https://dev.azure.com/contoso/p/_git/r/': "

describe('why Git could not read a repository', () => {
  it.each([
    [`${unable}Could not resolve host: dev.azure.com`, 'offline'],
    [`${unable}Failed to connect to dev.azure.com port 443 after 3 ms: Connection refused`, 'offline'],
    [`${unable}Received HTTP code 407 from proxy after CONNECT`, 'offline'],
    [`${unable}The requested URL returned error: 503`, 'service-unavailable'],
    [`${unable}The requested URL returned error: 429`, 'rate-limited'],
    ['error: RPC failed; HTTP 502 curl 22 The requested URL returned error: 502', 'service-unavailable'],
    ['fatal: the remote end hung up unexpectedly', 'offline']
  ])('passes by itself: %s', (errors, code) => {
    expect(whyNotRead(`remote: busy\n${errors}\n`)).toBe(code)
  })

  it.each([
    `${unable}The requested URL returned error: 403`,
    `${unable}SSL certificate problem: self-signed certificate`,
    "fatal: Authentication failed for 'https://dev.azure.com/contoso/p/_git/r/'",
    "fatal: could not read Username for 'https://dev.azure.com': terminal prompts disabled",
    `remote: ${unable}The requested URL returned error: 503\nfatal: repository 'x' not found`,
    ''
  ])('is a refusal: %s', (errors) => {
    expect(whyNotRead(errors)).toBe('git-proof-failed')
  })
})
