import { describe, expect, it } from 'vitest'
import { pypirc } from '../../../electron/domain/consumer-files/pypirc.js'
import { faultOf } from './fault-of.js'

/* What the tool is particular about; what holds for all formats is in laws.test.ts. */
describe('.pypirc', () => {
  const repository = 'https://pkgs.dev.azure.com/contoso/_packaging/shop/pypi/upload/'
  const entry = `shop=${repository}`

  it('gets a section, and its name where twine looks for names', () => {
    expect(pypirc.write('[distutils]\nindex-servers = pypi\n\n[pypi]\nusername = a\n', entry, 'x')).toBe(
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
    const now = pypirc.write(text, entry, 'x')
    expect(now).toContain('index-servers =\n    shop\n    pypi\n')
    expect(pypirc.erase(now, entry)).toBe(text)
    const own = '[distutils]\nindex-servers =\n    pypi\n[pypi]\nusername = a\n'
    expect(pypirc.erase(pypirc.write(own, entry, 'x'), entry)).toBe(own)
  })

  it('can be indented: a line goes on where it is deeper than its option', () => {
    const text = `[distutils]\n  index-servers =\n    pypi\n  other = 1\n[old]\n  repository = ${repository}\n  username = a\n`
    const now = pypirc.write(pypirc.write(text, 'old', 'y'), entry, 'x')
    expect(now).toContain('    pypi\n      shop\n  other = 1\n')
    expect(now).toContain('  username = a\n  password = y\n')
    expect(pypirc.read(now)).toMatchObject([
      { entry: 'old', token: 'y' },
      { entry: 'shop', token: 'x' }
    ])
    expect(pypirc.erase(pypirc.write(text, entry, 'x'), entry)).toBe(text)
  })

  it('swallows no header that is indented, and leaves no line of a longer value', () => {
    const text = `[distutils]\n  [old]\n  repository = ${repository}\n  password = a\n     b\n`
    const now = pypirc.write(pypirc.write(text, 'old', 'y'), entry, 'x')
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
    const now = pypirc.write(text, 'shop', 'x')
    expect(now).toBe(
      `[shop]\nrepository = ${repository}\nusername = token-tray\npassword = x\n# mine\n\n[pypi]\n`
    )
    expect(faultOf(() => pypirc.read(pypirc.erase(`${text}password = y\n`, 'pypi')))).toBeUndefined()
  })

  const shop = `[shop]\nrepository = ${repository}\n`

  it.each([
    ['a name that the person chose', `${shop}username = me\n`, 'password = x\n'],
    ['an option that is not ours', `${shop}comment = token-tray\n`, 'username = token-tray\npassword = x\n'],
    ['its repository alone', shop, 'password = x\n']
  ])('keeps a section with %s when the token is taken out', (_what, kept, own) => {
    const list = '[distutils]\nindex-servers =\n    shop\n'
    expect(pypirc.erase(list + kept + own, entry)).toBe(list + kept)
  })

  it('that lists others keeps them, and what else is said there, when the section goes', () => {
    const own = `${shop}username = token-tray\npassword = x\n`
    const list = (names: string) => `[distutils]\nindex-servers =\n${names}other = shop\n`
    const before = list('    pypi\n    shop\n    shopping\n')
    expect(pypirc.erase(before + own, entry)).toBe(list('    pypi\n    shopping\n'))
    expect(pypirc.erase(list('    shop\n') + own, entry)).toBe('[distutils]\nother = shop\n')
    expect(pypirc.erase(`[distutils]\nother = shop\n${own}`, entry)).toBe('[distutils]\nother = shop\n')
    expect(pypirc.erase(own, entry)).toBe('')
  })

  it('gets the value into a section that is empty, as deep as the header that follows', () => {
    const now = pypirc.write('[shop]\n  [pypi]\n', 'shop', 'x')
    expect(now).toBe('[shop]\n  username = token-tray\n  password = x\n  [pypi]\n')
    expect(pypirc.write('[shop]\n', 'shop', 'x')).toBe('[shop]\nusername = token-tray\npassword = x\n')
  })

  it('is as it was where there is no such section', () => {
    const text = `[distutils]\nindex-servers =\n    shop\n`
    expect(pypirc.erase(text, entry)).toBe(text)
  })

  it('is as it was, however it is written, where the value is the same already', () => {
    const text = `${shop}username = me\nPassword  :x \t\n`
    expect(pypirc.read(text)).toMatchObject([{ token: 'x' }])
    expect(pypirc.write(text, 'shop', 'x')).toBe(text)
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
