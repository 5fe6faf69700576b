import { anyAddress, anyName, organizationOfAddress } from './azure-hosts.js'
import type { FileEntry, FileFormat } from './file-format.js'
import { atEnd, changeLine, insertLines, linesOf, removeLines, textOf } from './text-lines.js'

/*
 * `.npmrc` of npm, pnpm and Yarn classic (azure-devops.md 6.5). An entry is a feed's base, such as
 * `//pkgs.dev.azure.com/contoso/_packaging/shop/npm/`: its credentials stand there and below `registry/`.
 */

interface Setting {
  readonly at: number
  /** The feed's base. */
  readonly base: string
  readonly isRegistry: boolean
  readonly name: string
  readonly value: string
  /** The line up to its value. */
  readonly before: string
  /** What is behind it: a comment. */
  readonly after: string
}

const setting =
  /^(\s*(\/\/[^\s=]+?\/npm\/)(registry\/)?:([\w-]+)\s*=\s*)("[^"]*"|'[^']*'|[^;#]*?)(\s*(?:[;#].*)?)$/i
const section = /^\s*\[.*\]\s*$/
/** Credentials that npm takes before a password. */
const otherKinds = ['_authtoken', '_auth']

/** Keys inside a section are not npm's settings, so what stands after a section is none of ours. */
function settingsIn(texts: readonly string[]): readonly Setting[] {
  const end = endOfSettings(texts)
  return texts.slice(0, end).flatMap((text, at) => {
    const [, before = '', base = '', registry, name = '', value = '', after = ''] = setting.exec(text) ?? []
    if (organizationOfAddress(base) === null) return []
    return [{ at, base, isRegistry: registry !== undefined, name: name.toLowerCase(), value, before, after }]
  })
}

function endOfSettings(texts: readonly string[]): number {
  const at = texts.findIndex((text) => section.test(text))
  return at < 0 ? texts.length : at
}

const encoded = (token: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(token)))

function decoded(value: string): string | null {
  const bare = /^(["'])(.*)\1$/.exec(value)?.[2] ?? value
  try {
    const bytes = Uint8Array.from(atob(bare), (character) => character.charCodeAt(0))
    const token = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
    // A reference to the environment, or whatever else is no base64, is no value that we know.
    return bare !== '' && encoded(token) === bare ? token : null
  } catch {
    return null
  }
}

const isOther = ({ name }: Setting): boolean => otherKinds.includes(name)
const isOurs = ({ name, value }: Setting): boolean =>
  name === '_password' ||
  (name === 'username' && value === anyName) ||
  (name === 'email' && value === anyAddress)

function read(text: string): readonly FileEntry[] {
  const settings = settingsIn(linesOf(text).texts)
  return [...new Set(settings.map(({ base }) => base))].map((base) => {
    const own = settings.filter((one) => one.base === base)
    const passwords = own.filter(({ name }) => name === '_password')
    // Below `registry/` is what npm asks first; of two lines with one name the last one counts.
    const value = (passwords.findLast(({ isRegistry }) => isRegistry) ?? passwords.at(-1))?.value ?? ''
    const token = decoded(value)
    return {
      entry: base,
      organization: organizationOfAddress(base),
      token,
      // A reference to the environment is somebody's as well.
      hasOther: own.some(isOther) || (token === null && value !== ''),
      address: `https:${base}registry/`
    }
  })
}

function write(text: string, entry: string, token: string): string {
  let lines = linesOf(text)
  const own = (): readonly Setting[] => settingsIn(lines.texts).filter(({ base }) => base === entry)
  lines = removeLines(lines, own().filter(isOther))
  const settings = own()
  for (const { at, name, before, value, after } of settings) {
    if (name === '_password' && decoded(value) !== token) {
      lines = changeLine(lines, at, before + encoded(token) + after)
    }
  }
  const wanted = { username: anyName, _password: encoded(token), email: anyAddress }
  const added = [true, false].flatMap((isRegistry) => {
    const known = settings.filter((one) => one.isRegistry === isRegistry).map(({ name }) => name)
    return Object.entries(wanted)
      .filter(([name]) => !known.includes(name))
      .map(([name, value]) => `${entry}${isRegistry ? 'registry/' : ''}:${name}=${value}`)
  })
  const place = Math.min(endOfSettings(lines.texts), atEnd(lines))
  return textOf(insertLines(lines, place, added))
}

function erase(text: string, entry: string): string {
  const lines = linesOf(text)
  const gone = settingsIn(lines.texts).filter((one) => one.base === entry && isOurs(one))
  return textOf(removeLines(lines, gone))
}

export const npmrc: FileFormat = { read, write, erase }
