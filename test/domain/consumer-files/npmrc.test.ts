import { describe, expect, it } from 'vitest'
import { npmrc } from '../../../electron/domain/consumer-files/npmrc.js'

/* What the tool is particular about; what holds for all formats is in laws.test.ts. */
describe('.npmrc', () => {
  const feed = '//pkgs.dev.azure.com/contoso/_packaging/shop/npm/'

  it('gets both forms of the address, with the token alone in base64', () => {
    expect(npmrc.write('', feed, 'open sesame')).toBe(
      [
        `${feed}registry/:username=token-tray`,
        `${feed}registry/:_password=b3BlbiBzZXNhbWU=`,
        `${feed}registry/:email=token-tray@example.invalid`,
        `${feed}:username=token-tray`,
        `${feed}:_password=b3BlbiBzZXNhbWU=`,
        `${feed}:email=token-tray@example.invalid`,
        ''
      ].join('\n')
    )
  })

  it('has its settings before the first section: npm reads none inside of one', () => {
    const lines = npmrc.write('a=1\n[section]\nb=2\n', feed, 'x').split('\n')
    expect(lines[0]).toBe('a=1')
    expect(lines.slice(-3)).toEqual(['[section]', 'b=2', ''])
    expect(npmrc.read(`[section]\n${feed}:_password=eA==\n`)).toEqual([])
  })

  it('loses another credential of the same feed, which npm would take first', () => {
    const text = `${feed}registry/:_authToken=old\n//other.invalid/:_authToken=kept\n`
    const now = npmrc.write(text, feed, 'x')
    expect(now).not.toContain('_authToken=old')
    expect(now).toContain('//other.invalid/:_authToken=kept')
  })

  it('tells the organization, and of a reference, or what is no base64, that it is another credential', () => {
    const old = '//contoso.pkgs.visualstudio.com/_packaging/shop/npm/'
    const text = `${feed}:_password=\${TOKEN}\n${old}registry/:_password="eA=="\n//x.invalid/npm/:_password=eA==\n`
    const organization = 'contoso'
    expect(npmrc.read(text)).toEqual([
      { organization, hasOther: true, entry: feed, token: null, address: `https:${feed}registry/` },
      { organization, hasOther: false, entry: old, token: 'x', address: `https:${old}registry/` }
    ])
  })

  it('of two lines with one name the last one counts, and both are changed', () => {
    const text = `${feed}:_password=eA==\n${feed}:_password=eQ==\n`
    expect(npmrc.read(text)).toMatchObject([{ token: 'y' }])
    expect(npmrc.write(text, feed, 'z').match(/_password=eg==/g)).toHaveLength(3)
  })

  it('leaves a comment behind the value', () => {
    const text = ['registry/', ''].map((form) => `${feed}${form}:_password=eA== ; mine # too\n`).join('')
    expect(npmrc.read(text)).toMatchObject([{ token: 'x' }])
    expect(npmrc.write(text, feed, 'y')).toContain(`${feed}:_password=eQ== ; mine # too\n`)
  })

  it('tells of each feed alone whether another credential is there', () => {
    const [parts, toys] = ['parts', 'toys'].map((name) => feed.replace('shop', name))
    const text = `${feed}:username=me\n${feed}:_authToken=a\n${parts}registry/:_auth=b\n${toys}:_password=eA==\n`
    expect(npmrc.read(`${feed}:_password=\n`)).toMatchObject([{ hasOther: false, token: null }])
    expect(npmrc.read(text)).toMatchObject([
      { entry: feed, hasOther: true, token: null },
      { entry: parts, hasOther: true, token: null },
      { entry: toys, hasOther: false, token: 'x' }
    ])
  })

  it('has the value below `registry/`, which npm asks first, wherever the other one stands', () => {
    const [below, bare] = [`${feed}registry/:_password=eA==\n`, `${feed}:_password=eQ==\n`]
    expect(npmrc.read(below + bare)).toMatchObject([{ token: 'x' }])
    expect(npmrc.read(bare + below)).toMatchObject([{ token: 'x' }])
    expect(npmrc.read(bare)).toMatchObject([{ token: 'y' }])
  })

  it.each(['', '""', 'a'.repeat(52), 'eA', 'eB==', '"eA==', 'eA=="', 'x"eA=="', '"eA=="x'])(
    'takes %j for no value',
    (value) => {
      expect(npmrc.read(`${feed}:_password=${value}\n`)).toMatchObject([{ token: null }])
    }
  )

  it('keeps the names that the person chose when another credential makes way', () => {
    const text = `${feed}registry/:username=me\n${feed}registry/:_authToken=old\n${feed}registry/:always-auth=true\n`
    const now = npmrc.write(text, feed, 'x')
    expect(now.startsWith(`${feed}registry/:username=me\n${feed}registry/:always-auth=true\n`)).toBe(true)
    expect(now.match(/registry\/:username=/g)).toHaveLength(1)
  })

  it('gets the form of the address that is missing', () => {
    const lines = ['username=me', '_password=eA==', 'email=me@example.invalid']
    const form = (middle: string) => lines.map((line) => `${feed}${middle}:${line}\n`).join('')
    const own = (middle: string) =>
      ['username=token-tray', '_password=eA==', 'email=token-tray@example.invalid']
        .map((line) => `${feed}${middle}:${line}\n`)
        .join('')
    expect(npmrc.write(form('registry/'), feed, 'x')).toBe(form('registry/') + own(''))
    expect(npmrc.write(form(''), feed, 'x')).toBe(form('') + own('registry/'))
  })

  it('keeps its quotes where the value is the same already', () => {
    const text = npmrc.write('', feed, 'x').replaceAll('eA==', '"eA=="')
    expect(npmrc.write(text, feed, 'x')).toBe(text)
    expect(npmrc.write(text, feed, 'y')).not.toContain('"')
  })

  it('loses no setting of the same feed but ours when the token is taken out', () => {
    const names = `${feed}:contact=token-tray\n${feed}:owner=token-tray@example.invalid\n`
    const text = `${feed}:always-auth=true\n${feed}:_authToken=a\n${names}`
    expect(npmrc.erase(`${text}${feed}:username=token-tray\n${feed}:_password=eA==\n`, feed)).toBe(text)
  })

  it('takes a value of any language', () => {
    expect(npmrc.read(npmrc.write('', feed, 'é€😀'))).toMatchObject([{ token: 'é€😀' }])
  })

  it('keeps the names that the person chose when the token is taken out', () => {
    const text = `${feed}:username=me\n${feed}:_password=eA==\n${feed}:email=me@example.invalid\n`
    expect(npmrc.erase(text, feed)).toBe(`${feed}:username=me\n${feed}:email=me@example.invalid\n`)
  })
})
