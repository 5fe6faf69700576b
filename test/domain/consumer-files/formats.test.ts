import { describe, expect, it } from 'vitest'
import { FormatError } from '../../../electron/domain/consumer-files/file-format.js'
import type { FileFormat } from '../../../electron/domain/consumer-files/file-format.js'
import { netrc } from '../../../electron/domain/consumer-files/netrc.js'
import { npmrc } from '../../../electron/domain/consumer-files/npmrc.js'
import { nugetConfig } from '../../../electron/domain/consumer-files/nuget-config.js'
import { pypirc } from '../../../electron/domain/consumer-files/pypirc.js'

/* What each tool is particular about; what holds for all is in laws.test.ts. */
const written = (format: FileFormat, text: string, entry: string, token: string): string =>
  format.write(text, entry, token)

/** Where a text is found to be none of the format; undefined where it is one. */
function faultOf(act: () => unknown): number | null | undefined {
  try {
    act()
    return undefined
  } catch (error) {
    if (error instanceof FormatError) return error.line
    throw error
  }
}

describe('.npmrc', () => {
  const feed = '//pkgs.dev.azure.com/contoso/_packaging/shop/npm/'

  it('gets both forms of the address, with the token alone in base64', () => {
    expect(written(npmrc, '', feed, 'open sesame')).toBe(
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
    const lines = written(npmrc, 'a=1\n[section]\nb=2\n', feed, 'x').split('\n')
    expect(lines[0]).toBe('a=1')
    expect(lines.slice(-3)).toEqual(['[section]', 'b=2', ''])
    expect(npmrc.read(`[section]\n${feed}:_password=eA==\n`)).toEqual([])
  })

  it('loses another credential of the same feed, which npm would take first', () => {
    const text = `${feed}registry/:_authToken=old\n//other.invalid/:_authToken=kept\n`
    const now = written(npmrc, text, feed, 'x')
    expect(now).not.toContain('_authToken=old')
    expect(now).toContain('//other.invalid/:_authToken=kept')
  })

  it('tells the organization, and no value where there is a reference or no base64', () => {
    const old = '//contoso.pkgs.visualstudio.com/_packaging/shop/npm/'
    const text = `${feed}:_password=\${TOKEN}\n${old}registry/:_password="eA=="\n//x.invalid/npm/:_password=eA==\n`
    const plain = { organization: 'contoso', hasOther: false }
    expect(npmrc.read(text)).toEqual([
      { ...plain, entry: feed, token: null, address: `https:${feed}registry/` },
      { ...plain, entry: old, token: 'x', address: `https:${old}registry/` }
    ])
  })

  it('of two lines with one name the last one counts, and both are changed', () => {
    const text = `${feed}:_password=eA==\n${feed}:_password=eQ==\n`
    expect(npmrc.read(text)).toMatchObject([{ token: 'y' }])
    expect(written(npmrc, text, feed, 'z').match(/_password=eg==/g)).toHaveLength(3)
  })

  it('leaves a comment behind the value', () => {
    const text = ['registry/', ''].map((form) => `${feed}${form}:_password=eA== ; mine # too\n`).join('')
    expect(npmrc.read(text)).toMatchObject([{ token: 'x' }])
    expect(written(npmrc, text, feed, 'y')).toContain(`${feed}:_password=eQ== ; mine # too\n`)
  })

  it('takes a value of any language', () => {
    expect(npmrc.read(written(npmrc, '', feed, 'é€😀'))).toMatchObject([{ token: 'é€😀' }])
  })

  it('keeps the names that the person chose when the token is taken out', () => {
    const text = `${feed}:username=me\n${feed}:_password=eA==\n${feed}:email=me@example.invalid\n`
    expect(npmrc.erase(text, feed)).toBe(`${feed}:username=me\n${feed}:email=me@example.invalid\n`)
  })
})

describe('.netrc', () => {
  it('has a new host first: nothing after `default` is ever found', () => {
    const text = 'default login anonymous password guest\n'
    expect(written(netrc, text, 'pkgs.dev.azure.com', 'x')).toBe(
      `machine pkgs.dev.azure.com login token-tray password x\n${text}`
    )
  })

  it('gets what is missing of a host that is there', () => {
    expect(written(netrc, 'machine dev.azure.com\n', 'dev.azure.com', 'x')).toBe(
      'machine dev.azure.com login token-tray password x\n'
    )
    expect(written(netrc, 'machine dev.azure.com login me', 'dev.azure.com', 'x y')).toBe(
      'machine dev.azure.com login me password "x y"'
    )
  })

  it('has its byte-order mark at its beginning alone', () => {
    const now = written(netrc, '\uFEFF# mine\n', 'dev.azure.com', 'x')
    expect(now.lastIndexOf('\uFEFF')).toBe(0)
  })

  it('shares a line with others', () => {
    const text =
      'machine a.invalid login a password a machine dev.azure.com login b password x machine c.invalid login c password c\n'
    expect(netrc.erase(text, 'dev.azure.com')).toBe(
      'machine a.invalid login a password a machine c.invalid login c password c\n'
    )
  })

  it('has several logins of a host as entries of their own: the last one is what Python takes', () => {
    const text = 'machine dev.azure.com login a password 1\nmachine dev.azure.com login b password 2\n'
    expect(netrc.read(text)).toMatchObject([
      { entry: 'dev.azure.com a', token: '1' },
      { entry: 'dev.azure.com', token: '2' }
    ])
    expect(written(netrc, text, 'dev.azure.com', 'x')).toBe(text.replace('2', 'x'))
    expect(written(netrc, text, 'dev.azure.com a', 'x')).toBe(text.replace('1', 'x'))
    expect(netrc.erase(text, 'dev.azure.com a')).toBe(text.slice(text.indexOf('\n') + 1))
  })

  it('has a value that begins like a comment', () => {
    const text = 'machine dev.azure.com login a password #x # note\n'
    expect(netrc.read(text)).toMatchObject([{ token: '#x' }])
    expect(written(netrc, text, 'dev.azure.com', 'y')).toBe(text.replace('#x', 'y'))
  })

  it('keeps a host that has macros: they would fall to the one before it', () => {
    const text = 'machine dev.azure.com login a password x\nmacdef init\ncd /\n\nmachine b.invalid login b\n'
    expect(netrc.erase(text, 'dev.azure.com')).toBe(
      'machine dev.azure.com login a\nmacdef init\ncd /\n\nmachine b.invalid login b\n'
    )
  })

  it.each([
    ['machine', 1],
    ['machine a.invalid\nlogin', 2],
    ['login a', 1],
    ['machine a.invalid\n\n  password "open', 3],
    ['machine a.invalid\nhost b', 2]
  ])('%j is none: line %i', (text, line) => {
    expect(faultOf(() => netrc.read(text))).toBe(line)
    expect(faultOf(() => netrc.write(text, 'dev.azure.com', 'x'))).toBe(line)
    expect(faultOf(() => netrc.erase(text, 'dev.azure.com'))).toBe(line)
  })
})

describe('.pypirc', () => {
  const repository = 'https://pkgs.dev.azure.com/contoso/_packaging/shop/pypi/upload/'
  const entry = `shop=${repository}`

  it('gets a section, and its name where twine looks for names', () => {
    expect(written(pypirc, '[distutils]\nindex-servers = pypi\n\n[pypi]\nusername = a\n', entry, 'x')).toBe(
      [
        '[distutils]',
        'index-servers = pypi',
        '    shop',
        '',
        '[pypi]',
        'username = a',
        '[shop]',
        `repository = ${repository}`,
        'username = token-tray',
        'password = x',
        ''
      ].join('\n')
    )
  })

  it('still lists what twine takes where nothing is listed', () => {
    const text = '[pypi]\nusername = a\npassword = b\n'
    const now = written(pypirc, text, entry, 'x')
    expect(now).toContain('index-servers =\n    shop\n    pypi\n')
    expect(pypirc.erase(now, entry)).toBe(text)
    const own = '[distutils]\nindex-servers =\n    pypi\n[pypi]\nusername = a\n'
    expect(pypirc.erase(written(pypirc, own, entry, 'x'), entry)).toBe(own)
  })

  it('can be indented: a line goes on where it is deeper than its option', () => {
    const text = `[distutils]\n  index-servers =\n    pypi\n  other = 1\n[old]\n  repository = ${repository}\n  username = a\n`
    const now = written(pypirc, written(pypirc, text, 'old', 'y'), entry, 'x')
    expect(now).toContain('    pypi\n      shop\n  other = 1\n')
    expect(now).toContain('  username = a\n  password = y\n')
    expect(pypirc.read(now)).toMatchObject([
      { entry: 'old', token: 'y' },
      { entry: 'shop', token: 'x' }
    ])
    expect(pypirc.erase(written(pypirc, text, entry, 'x'), entry)).toBe(text)
  })

  it('swallows no header that is indented, and leaves no line of a longer value', () => {
    const text = `[distutils]\n  [old]\n  repository = ${repository}\n  password = a\n     b\n`
    const now = written(pypirc, written(pypirc, text, 'old', 'y'), entry, 'x')
    expect(now).toContain('  password = y\n[shop]')
    expect(pypirc.read(now)).toMatchObject([
      { entry: 'old', token: 'y' },
      { entry: 'shop', token: 'x' }
    ])
  })

  it('has no new section without the address that belongs to it', () => {
    expect(faultOf(() => pypirc.write('', 'shop', 'x'))).toBeNull()
  })

  it('gets what is missing of a section that is there, and keeps it when the token is taken out', () => {
    const text = `[shop]\nrepository = ${repository}\n# mine\n\n[pypi]\n`
    const now = written(pypirc, text, 'shop', 'x')
    expect(now).toBe(
      `[shop]\nrepository = ${repository}\nusername = token-tray\npassword = x\n# mine\n\n[pypi]\n`
    )
    expect(faultOf(() => pypirc.read(pypirc.erase(`${text}password = y\n`, 'pypi')))).toBeUndefined()
  })

  it.each([
    ['password = x', 1],
    ['[a]\n[b]\n[a]', 3],
    ['[a]\nb = 1\nB = 2', 3],
    ['[a]\nno option', 2]
  ])('%j is none: line %i', (text, line) => {
    expect(faultOf(() => pypirc.read(text))).toBe(line)
    expect(faultOf(() => pypirc.write(text, entry, 'x'))).toBe(line)
    expect(faultOf(() => pypirc.erase(text, 'shop'))).toBe(line)
  })
})

describe('NuGet.Config', () => {
  const address = 'https://pkgs.dev.azure.com/contoso/_packaging/shop/nuget/v3/index.json'

  it('is made where there is none, with the source and its credential', () => {
    expect(written(nugetConfig, '', `Web Shop=${address}`, 'x<y')).toBe(
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
    const now = written(nugetConfig, text, 'shop', 'x')
    expect(now).not.toContain('AQAAANCM')
    expect(nugetConfig.read(now)).toMatchObject([{ token: 'x', hasOther: false }])
  })

  it('has its byte-order mark at its beginning alone', () => {
    const text = '\uFEFF<configuration>\r\n</configuration>'
    const now = written(nugetConfig, text, `shop=${address}`, 'x')
    expect(now.lastIndexOf('\uFEFF')).toBe(0)
    expect(nugetConfig.erase(now, `shop=${address}`)).toBe(text)
  })

  it('has a value of any characters in the place of another one', () => {
    const before = written(nugetConfig, '', `shop=${address}`, 'x')
    const now = written(nugetConfig, before, 'shop', `<&"'>`)
    expect(nugetConfig.read(now)).toMatchObject([{ token: `<&"'>` }])
  })

  it('can be one line, and is again when the token is taken out', () => {
    const text =
      '<configuration><packageSources><add key="a" value="b"/></packageSources> <a>\n</a></configuration>'
    const now = written(nugetConfig, text, `shop=${address}`, 'x')
    expect(nugetConfig.read(now)).toMatchObject([{ entry: 'shop', token: 'x' }])
    expect(nugetConfig.erase(now, `shop=${address}`)).toBe(text)
  })

  it.each(['Büro_x0020_Feed', 'B_x00FC_ro_x0020_Feed'])('finds the credential named %s', (name) => {
    const text = `<configuration><packageSources><add key="Büro Feed" value="${address}"/></packageSources><packageSourceCredentials><${name}><add key="ClearTextPassword" value="x"/></${name}></packageSourceCredentials></configuration>`
    expect(nugetConfig.read(text)).toMatchObject([{ entry: 'Büro Feed', token: 'x' }])
    expect(written(nugetConfig, text, 'Büro Feed', 'y')).toBe(text.replace('"x"', '"y"'))
  })

  it('has no credential for a source that is not there', () => {
    expect(faultOf(() => nugetConfig.write('<configuration/>', 'shop', 'x'))).toBeNull()
  })

  it('opens an element that is closed in its own tag', () => {
    const now = written(nugetConfig, '<configuration/>', `shop=${address}`, 'x')
    expect(nugetConfig.read(now)).toMatchObject([{ entry: 'shop', token: 'x' }])
    expect(now.endsWith('</configuration>')).toBe(true)
  })

  it('keeps what others wrote into the same elements', () => {
    const text = `<configuration>\n  <packageSourceCredentials>\n    <!-- mine -->\n  </packageSourceCredentials>\n</configuration>\n`
    const now = written(nugetConfig, text, `shop=${address}`, 'x')
    expect(nugetConfig.erase(now, `shop=${address}`)).toBe(text)
  })

  it.each([
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
