import { describe, expect, it } from 'vitest'
import { nugetConfig } from '../../../electron/domain/consumer-files/nuget-config.js'
import { faultOf } from './fault-of.js'

/* What the tool is particular about; what holds for all formats is in laws.test.ts. */
describe('NuGet.Config', () => {
  const address = 'https://pkgs.dev.azure.com/contoso/_packaging/shop/nuget/v3/index.json'

  it('is made where there is none, with the source and its credential', () => {
    expect(nugetConfig.write('', `Web Shop=${address}`, 'x<y')).toBe(
      [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<configuration>',
        '  <packageSources>',
        `    <add key="Web Shop" value="${address}" />`,
        '  </packageSources>',
        '  <packageSourceCredentials>',
        '    <Web_x0020_Shop>',
        '      <add key="Username" value="token-tray" />',
        '      <add key="ClearTextPassword" value="x&lt;y" />',
        '    </Web_x0020_Shop>',
        '  </packageSourceCredentials>',
        '</configuration>',
        ''
      ].join('\n')
    )
  })

  it('turns an encrypted password into a plain one: NuGet takes one of the two', () => {
    const text = `<configuration><packageSources><add key="shop" value="${address}"/></packageSources><packageSourceCredentials><shop><add key="Username" value="a"/><add key="Password" value="AQAAANCM"/></shop></packageSourceCredentials></configuration>`
    expect(nugetConfig.read(text)).toEqual([
      { entry: 'shop', organization: 'contoso', token: null, hasOther: true, address }
    ])
    const now = nugetConfig.write(text, 'shop', 'x')
    expect(now).not.toContain('AQAAANCM')
    expect(nugetConfig.read(now)).toMatchObject([{ token: 'x', hasOther: false }])
  })

  it('has its byte-order mark at its beginning alone', () => {
    const text = '\uFEFF<configuration>\r\n</configuration>'
    const now = nugetConfig.write(text, `shop=${address}`, 'x')
    expect(now.lastIndexOf('\uFEFF')).toBe(0)
    expect(nugetConfig.erase(now, `shop=${address}`)).toBe(text)
  })

  it('has a value of any characters in the place of another one', () => {
    const before = nugetConfig.write('', `shop=${address}`, 'x')
    const now = nugetConfig.write(before, 'shop', `<&"'>`)
    expect(nugetConfig.read(now)).toMatchObject([{ token: `<&"'>` }])
  })

  it('can be one line, and is again when the token is taken out', () => {
    const text =
      '<configuration><packageSources><add key="a" value="b"/></packageSources> <a>\n</a></configuration>'
    const now = nugetConfig.write(text, `shop=${address}`, 'x')
    expect(nugetConfig.read(now)).toMatchObject([{ entry: 'shop', token: 'x' }])
    expect(nugetConfig.erase(now, `shop=${address}`)).toBe(text)
  })

  it.each(['Büro_x0020_Feed', 'B_x00FC_ro_x0020_Feed'])('finds the credential named %s', (name) => {
    const text = `<configuration><packageSources><add key="Büro Feed" value="${address}"/></packageSources><packageSourceCredentials><${name}><add key="ClearTextPassword" value="x"/></${name}></packageSourceCredentials></configuration>`
    expect(nugetConfig.read(text)).toMatchObject([{ entry: 'Büro Feed', token: 'x' }])
    expect(nugetConfig.write(text, 'Büro Feed', 'y')).toBe(text.replace('"x"', '"y"'))
  })

  it('has no credential for a source that is not there', () => {
    expect(faultOf(() => nugetConfig.write('<configuration/>', 'shop', 'x'))).toBeNull()
  })

  it('opens an element that is closed in its own tag', () => {
    const now = nugetConfig.write('<configuration/>', `shop=${address}`, 'x')
    expect(nugetConfig.read(now)).toMatchObject([{ entry: 'shop', token: 'x' }])
    expect(now.endsWith('</configuration>')).toBe(true)
  })

  it('keeps what others wrote into the same elements', () => {
    const text = `<configuration>\n  <packageSourceCredentials>\n    <!-- mine -->\n  </packageSourceCredentials>\n</configuration>\n`
    const now = nugetConfig.write(text, `shop=${address}`, 'x')
    expect(nugetConfig.erase(now, `shop=${address}`)).toBe(text)
  })

  const sources = (...keys: readonly string[]): string =>
    `<packageSources>${keys.map((key) => `<add key="${key}" value="${address}"/>`).join('')}</packageSources>`
  const withCredentials = (inner: string, ...keys: readonly string[]): string =>
    `<configuration>${sources(...keys)}<packageSourceCredentials>${inner}</packageSourceCredentials></configuration>`

  it.each([
    ['&#120;&#x79;&#X7A;', 'xyz'],
    ['&lt;&gt;&amp;&quot;&apos;', `<>&"'`],
    ['&#x10FFFF;&#1114111;', '\u{10FFFF}\u{10FFFF}'],
    ['&#0;&#x110000;&#1114112;&other;&amp', '&#0;&#x110000;&#1114112;&other;&amp'],
    ['&amp;lt;', '&lt;']
  ])('means by %s the value %s', (raw, value) => {
    const text = withCredentials(`<shop><add key="ClearTextPassword" value="${raw}"/></shop>`, 'shop')
    expect(nugetConfig.read(text)).toMatchObject([{ token: value }])
    expect(nugetConfig.write(text, 'shop', value)).toBe(text)
  })

  it.each([
    ['Büro Feed', 'B_x00FC_ro_x0020_Feed'],
    ['1shop', '_x0031_shop'],
    ['a_x0041_b', 'a_x005F_x0041_b'],
    ['a_xb.c-d', 'a_xb.c-d']
  ])('has the credential of %s in an element named %s', (key, name) => {
    const now = nugetConfig.write('', `${key}=${address}`, 'x')
    expect(now).toContain(`<${name}>`)
    expect(nugetConfig.read(now)).toMatchObject([{ entry: key, token: 'x' }])
  })

  it('has no other credential beside a plain password, nor where there is only a name', () => {
    const encrypted = '<add key="Password" value="AQAAANCM"/>'
    const plain = '<add key="ClearTextPassword" value="x"/>'
    const text = withCredentials(
      `<both>${encrypted}${plain}</both><name><add key="Username" value="a"/></name><other>${encrypted}</other>`,
      ...['both', 'name', 'other', 'none']
    )
    expect(nugetConfig.read(text)).toMatchObject([
      { entry: 'both', token: 'x', hasOther: false },
      { entry: 'name', token: null, hasOther: false },
      { entry: 'other', token: null, hasOther: true },
      { entry: 'none', token: null, hasOther: false }
    ])
  })

  it('gets the value that is missing beside a name, which stays', () => {
    const text = withCredentials('<shop><add key="Username" value="me"/></shop>', 'shop')
    expect(nugetConfig.write(text, 'shop', 'x')).toBe(
      withCredentials(
        '<shop><add key="Username" value="me"/><add key="ClearTextPassword" value="x" /></shop>',
        'shop'
      )
    )
  })

  it('keeps the source where its address was the person’s, and the credentials of others', () => {
    const others = '<other><add key="ClearTextPassword" value="y"/></other>'
    const own = '<shop><add key="ClearTextPassword" value="x"/></shop>'
    expect(nugetConfig.erase(withCredentials(others + own, 'shop', 'other'), 'shop')).toBe(
      withCredentials(others, 'shop', 'other')
    )
    expect(nugetConfig.erase(withCredentials(own, 'shop'), 'shop')).toBe(
      `<configuration>${sources('shop')}</configuration>`
    )
  })

  it.each([
    '',
    ' \n',
    '<configuration/>',
    '<configuration><packageSources/><packageSourceCredentials/></configuration>',
    '<configuration><packageSources><clear/></packageSources></configuration>',
    '<configuration><packageSourceCredentials><!-- mine --></packageSourceCredentials></configuration>'
  ])('%j is as it was where nothing of the entry is there', (text) => {
    expect(nugetConfig.erase(text, `shop=${address}`)).toBe(text)
    expect(nugetConfig.erase(text, 'shop')).toBe(text)
    expect(nugetConfig.read(text)).toEqual([])
  })

  it('has nothing for a source or a value that lacks a part of one', () => {
    const text = `<configuration><packageSources><remove key="a" value="${address}"/><add value="${address}"/><add key="b"/><add key="shop" value="${address}"/></packageSources><packageSourceCredentials><shop><add value="x"/><add key="ClearTextPassword"/></shop></packageSourceCredentials></configuration>`
    expect(nugetConfig.read(text)).toMatchObject([{ entry: 'shop', token: null }])
  })

  it('is made in a file of blanks as in an empty one', () => {
    expect(nugetConfig.write(' \n\n', `shop=${address}`, 'x')).toBe(
      nugetConfig.write('', `shop=${address}`, 'x')
    )
  })

  it('loses the source although no credential is there', () => {
    const text = `<configuration>\n  ${sources('mine', 'shop')}\n</configuration>\n`
    expect(nugetConfig.erase(text, `shop=${address}`)).toBe(
      `<configuration>\n  ${sources('mine')}\n</configuration>\n`
    )
  })

  it.each([
    ['</configuration>', 1],
    ['<configuration>\n<a>\n</configuration>', 3],
    ['<configuration>\n<a>\n', 2],
    ['<configuration>', 1],
    ['<configuration>\n</config>', 2],
    ['<configuration>\n<a></b></configuration>', 2],
    ['<configuration>\n<add key="1" value="<"/>\n</configuration>', 2],
    ['<a/>\n<b/>', 2],
    ['<other/>', 1],
    ['text', 1]
  ])('%j is none: line %i', (text, line) => {
    expect(faultOf(() => nugetConfig.read(text))).toBe(line)
    expect(faultOf(() => nugetConfig.write(text, `shop=${address}`, 'x'))).toBe(line)
    expect(faultOf(() => nugetConfig.erase(text, 'shop'))).toBe(line)
  })
})
