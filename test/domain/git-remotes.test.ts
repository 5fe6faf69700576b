import { describe, expect, it } from 'vitest'
import { remotesWithToken } from '../../electron/domain/git-remotes.js'
import { tokenText } from '../fakes/pat-api.js'

const found = (address: string, key = 'remote.origin.url') =>
  remotesWithToken([{ key, value: address }]).map(({ token, ...remote }) => ({
    ...remote,
    token: token.reveal()
  }))

describe('the tokens in the addresses of remotes', () => {
  const token = tokenText(1)

  it.each([
    [`https://ada:${token}@dev.azure.com/contoso/p/_git/r`, 'https://dev.azure.com/contoso/p/_git/r'],
    [`https://:${token}@dev.azure.com/contoso/p/_git/r`, 'https://dev.azure.com/contoso/p/_git/r'],
    [`https://${token}@dev.azure.com/contoso/p/_git/r`, 'https://dev.azure.com/contoso/p/_git/r'],
    [`https://contoso:${token}@dev.azure.com/contoso/_git/r`, 'https://contoso@dev.azure.com/contoso/_git/r'],
    [`https://x:${token}@contoso.visualstudio.com/_git/a%20b`, 'https://contoso.visualstudio.com/_git/a%20b']
  ])('are taken out of them: %s', (address, clean) => {
    expect(found(address)).toEqual([
      { key: 'remote.origin.url', organization: 'contoso', address: clean, token }
    ])
    expect(found(address, 'remote.my.fork.pushurl')).toHaveLength(1)
  })

  it('are read as they were before they were written as an address', () => {
    expect(found('https://x:p%40ss:%3D@dev.azure.com/contoso/_git/r')).toMatchObject([{ token: 'p@ss:=' }])
  })

  it.each([
    ['remote.origin.url', 'https://dev.azure.com/contoso/p/_git/r'],
    ['remote.origin.url', 'https://contoso@dev.azure.com/contoso/p/_git/r'],
    ['remote.origin.url', 'git@ssh.dev.azure.com:v3/contoso/p/r'],
    ['remote.origin.url', `https://x:${token}@github.example/contoso/r`],
    ['remote.origin.url', `https://dev.azure.com/contoso/p@x:${token}@y`],
    ['branch.main.url', `https://x:${token}@dev.azure.com/contoso/_git/r`],
    ['submodule.remote.a.url', `https://x:${token}@dev.azure.com/contoso/_git/r`],
    ['remote.origin.url', `ext::https://x:${token}@dev.azure.com/contoso/_git/r`],
    ['remote.origin.url', '/home/ada/r']
  ])('are not seen where there are none: %s %s', (key, address) => {
    expect(found(address, key)).toEqual([])
  })
})
