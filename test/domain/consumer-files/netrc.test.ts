import { describe, expect, it } from 'vitest'
import { netrc } from '../../../electron/domain/consumer-files/netrc.js'
import { faultOf } from './fault-of.js'

/* What the tool is particular about; what holds for all formats is in laws.test.ts. */
describe('.netrc', () => {
  it('has a new host first: nothing after `default` is ever found', () => {
    const text = 'default login anonymous password guest\n'
    expect(netrc.write(text, 'pkgs.dev.azure.com', 'x')).toBe(
      `machine pkgs.dev.azure.com login token-tray password x\n${text}`
    )
  })

  it('gets what is missing of a host that is there', () => {
    expect(netrc.write('machine dev.azure.com\n', 'dev.azure.com', 'x')).toBe(
      'machine dev.azure.com login token-tray password x\n'
    )
    expect(netrc.write('machine dev.azure.com login me', 'dev.azure.com', 'x y')).toBe(
      'machine dev.azure.com login me password "x y"'
    )
  })

  it('has its byte-order mark at its beginning alone', () => {
    const now = netrc.write('\uFEFF# mine\n', 'dev.azure.com', 'x')
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
    expect(netrc.write(text, 'dev.azure.com', 'x')).toBe(text.replace('2', 'x'))
    expect(netrc.write(text, 'dev.azure.com a', 'x')).toBe(text.replace('1', 'x'))
    expect(netrc.erase(text, 'dev.azure.com a')).toBe(text.slice(text.indexOf('\n') + 1))
  })

  it('has a value that begins like a comment', () => {
    const text = 'machine dev.azure.com login a password #x # note\n'
    expect(netrc.read(text)).toMatchObject([{ token: '#x' }])
    expect(netrc.write(text, 'dev.azure.com', 'y')).toBe(text.replace('#x', 'y'))
  })

  it('keeps a host that has macros: they would fall to the one before it', () => {
    const text = 'machine dev.azure.com login a password x\nmacdef init\ncd /\n\nmachine b.invalid login b\n'
    expect(netrc.erase(text, 'dev.azure.com')).toBe(
      'machine dev.azure.com login a\nmacdef init\ncd /\n\nmachine b.invalid login b\n'
    )
  })

  it('takes `user` for the login, and an account for neither login nor password', () => {
    expect(netrc.write('machine dev.azure.com user me\n', 'dev.azure.com', 'x')).toBe(
      'machine dev.azure.com user me password x\n'
    )
    const text = 'machine dev.azure.com account books\n'
    expect(netrc.read(text)).toMatchObject([{ token: null }])
    expect(netrc.write(text, 'dev.azure.com', 'x')).toBe(
      'machine dev.azure.com account books login token-tray password x\n'
    )
  })

  it('of two of a host without a login has the last one', () => {
    const text = 'machine dev.azure.com password 1\nmachine dev.azure.com password 2\n'
    expect(netrc.read(text)).toMatchObject([{ entry: 'dev.azure.com', token: '2' }])
    expect(netrc.erase(text, 'dev.azure.com')).toBe('machine dev.azure.com password 1\n')
  })

  it.each([
    ['an empty line', 'cd /\n\n'],
    ['a line of blanks', 'cd /\n \t\n'],
    ['an empty line of Windows', 'cd /\r\n\r\n']
  ])('has nothing of a macro for its own, up to %s', (_what, macro) => {
    const text = `machine a.invalid login a\nmacdef init\nmachine dev.azure.com login a password fake\n${macro}`
    const more = 'machine dev.azure.com login b password x\n'
    expect(netrc.read(text + more)).toMatchObject([{ entry: 'dev.azure.com', token: 'x' }])
    expect(netrc.erase(text + more, 'dev.azure.com')).toBe(text)
  })

  it.each(['', '\n', '\n '])('has nothing of a macro that goes on to the end (%j)', (end) => {
    const text = `machine dev.azure.com login a\nmacdef init\npassword fake${end}`
    expect(netrc.read(text)).toMatchObject([{ token: null }])
    expect(netrc.erase(text, 'dev.azure.com')).toBe(text)
  })

  it('loses of a host with macros its own password alone', () => {
    const before = 'machine a.invalid login a password a\nmachine dev.azure.com login b'
    const after = ' account c\nmacdef init\npassword p\n\n'
    expect(netrc.erase(`${before}\n  password \t x${after}`, 'dev.azure.com')).toBe(before + after)
  })

  it('keeps its quotes where the value is the same already', () => {
    const text = 'machine dev.azure.com login a password "x"\n'
    expect(netrc.read(text)).toEqual([
      { entry: 'dev.azure.com', organization: null, token: 'x', hasOther: false, address: null }
    ])
    expect(netrc.write(text, 'dev.azure.com', 'x')).toBe(text)
    expect(netrc.write(text, 'dev.azure.com', 'y')).toBe(text.replace('"x"', 'y'))
  })

  it('may begin with a macro, which is nobody’s', () => {
    const macro = 'macdef init\ncd /\n\n'
    const text = `${macro}machine dev.azure.com password x\n`
    expect(netrc.read(text)).toMatchObject([{ token: 'x' }])
    expect(netrc.erase(text, 'dev.azure.com')).toBe(macro)
  })

  it.each([
    ['its whole line', '  machine dev.azure.com password x \t\r\n', ''],
    ['the last line', 'machine dev.azure.com password x', ''],
    [
      'the blanks up to the next one',
      'machine dev.azure.com password x \t machine b.invalid',
      'machine b.invalid'
    ],
    ['nothing of its lines that is another’s', 'machine dev.azure.com\npassword x # mine', '# mine']
  ])('takes %s along when it is erased', (_what, own, left) => {
    const before = 'machine a.invalid login a\n'
    expect(netrc.erase(before + own, 'dev.azure.com')).toBe(before + left)
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
