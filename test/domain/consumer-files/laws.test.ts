import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError, type FileFormat } from '../../../electron/domain/consumer-files/file-format.js'
import { netrc } from '../../../electron/domain/consumer-files/netrc.js'
import { npmrc } from '../../../electron/domain/consumer-files/npmrc.js'
import { nugetConfig } from '../../../electron/domain/consumer-files/nuget-config.js'
import { pypirc } from '../../../electron/domain/consumer-files/pypirc.js'

/*
 * What every writer keeps, on generated files: byte-order mark or none, either line ending, with and without one at
 * the end, comments, blank lines, entries of other hosts and of other feeds.
 */

interface Kind {
  readonly format: FileFormat
  /** Pieces of a file, each of whole lines. */
  readonly pieces: readonly (readonly string[])[]
  /** What stands around the pieces. */
  readonly around?: readonly [readonly string[], readonly string[]]
  /** Entries that none of the pieces has. */
  readonly fresh: readonly string[]
  /** Under what `read` finds such a one. */
  readonly nameOf?: (entry: string) => string
  /** A piece that has the entry already, with some value. */
  readonly known: { readonly entry: string; readonly piece: (token: string) => readonly string[] }
}

const other = btoa('another')
const kinds: Readonly<Record<string, Kind>> = {
  npmrc: {
    format: npmrc,
    pieces: [
      ['; a comment', '# another one'],
      [''],
      ['registry=https://registry.example.invalid/', '  always-auth = true'],
      ['//registry.example.invalid/:_authToken=${SOME_TOKEN}'],
      ['//npm.pkg.example.invalid/npm/:_password=YW55'],
      ['@scope:registry = https://pkgs.dev.azure.com/contoso/_packaging/shop/npm/registry/'],
      [
        `//pkgs.dev.azure.com/fabrikam/_packaging/parts/npm/registry/:_password=${other}`,
        `//pkgs.dev.azure.com/fabrikam/_packaging/parts/npm/:_password = "${other}"`
      ],
      ['//tailspin.pkgs.visualstudio.com/_packaging/toys/npm/registry/:_password=${TOYS}']
    ],
    fresh: [
      '//pkgs.dev.azure.com/contoso/_packaging/shop/npm/',
      '//pkgs.dev.azure.com/contoso/Web%20Shop/_packaging/shop/npm/'
    ],
    known: {
      entry: '//pkgs.dev.azure.com/contoso/_packaging/known/npm/',
      piece: (token) =>
        ['registry/', ''].flatMap((form) => [
          `//pkgs.dev.azure.com/contoso/_packaging/known/npm/${form}:username=me`,
          `  //pkgs.dev.azure.com/contoso/_packaging/known/npm/${form}:_password = ${btoa(token)} ; mine`,
          `//pkgs.dev.azure.com/contoso/_packaging/known/npm/${form}:email=me@example.invalid`
        ])
    }
  },
  netrc: {
    format: netrc,
    pieces: [
      ['# a comment with machine and password in it'],
      [''],
      ['machine example.invalid login ada password "with \\"quotes\\" and # sign"'],
      ['machine other.invalid', '\tlogin ada', '\tpassword secret', '\taccount books'],
      ['machine ftp.invalid login ada password x macdef init', 'cd /pub', 'password fake', ''],
      ['machine fabrikam.visualstudio.com login ada password another'],
      ['machine fabrikam.visualstudio.com', 'login grace password #hash # and a comment']
    ],
    fresh: ['pkgs.dev.azure.com', 'contoso.pkgs.visualstudio.com'],
    known: {
      entry: 'dev.azure.com',
      piece: (token) => ['machine dev.azure.com', '  login ada', `  password ${token}   # keep this`]
    }
  },
  pypirc: {
    format: pypirc,
    pieces: [
      ['# a comment', '; another one'],
      [''],
      ['[pypi]', 'username = __token__', 'password: pypi-with%percent'],
      ['[distutils]', 'index-servers =', '    pypi', '    parts', '# listed'],
      [
        '[parts]',
        'repository: https://pkgs.dev.azure.com/fabrikam/_packaging/parts/pypi/upload/',
        'username=any',
        'password=another'
      ],
      [
        '[indented]',
        '  repository = https://pkgs.dev.azure.com/fabrikam/_packaging/parts/pypi/upload/',
        '  password = another'
      ]
    ],
    fresh: ['shop=https://pkgs.dev.azure.com/contoso/_packaging/shop/pypi/upload/'],
    nameOf: (entry) => entry.slice(0, entry.indexOf('=')),
    known: {
      entry: 'known',
      piece: (token) => [
        '[known]',
        'Repository = https://pkgs.dev.azure.com/contoso/_packaging/known/pypi/upload/',
        'Username =  me',
        `Password =  ${token}`
      ]
    }
  },
  'nuget-config': {
    format: nugetConfig,
    around: [
      ['<?xml version="1.0" encoding="utf-8"?>', '<!-- ours <configuration> -->', '<configuration>'],
      ['</configuration>']
    ],
    pieces: [
      ['  <!-- a comment </packageSources> -->'],
      [''],
      ["  <config><add key='repositoryPath' value='C:\\Temp &amp; more' /></config>"],
      ['  <packageRestore>', '    <add key="enabled" value="True" />', '  </packageRestore>'],
      ['<disabledPackageSources />']
    ],
    fresh: [
      'shop=https://pkgs.dev.azure.com/contoso/_packaging/shop/nuget/v3/index.json',
      'Web Shop=https://pkgs.dev.azure.com/contoso/Web%20Shop/_packaging/shop/nuget/v3/index.json'
    ],
    nameOf: (entry) => entry.slice(0, entry.indexOf('=')),
    known: {
      entry: 'Known Feed',
      piece: (token) => [
        '  <packageSources>',
        '    <add key="nuget.org" value="https://api.nuget.invalid/v3/index.json" protocolVersion="3" />',
        '    <add key="Known Feed" value="https://contoso.pkgs.visualstudio.com/_packaging/known/nuget/v3/index.json" />',
        '  </packageSources>',
        '  <packageSourceCredentials>',
        '    <Other><add key="Username" value="x" /><add key="ClearTextPassword" value="another" /></Other>',
        '    <Known_x0020_Feed>',
        `\t<add key="Username" value="any" /> <add key='ClearTextPassword' value='${token}'/>`,
        '    </Known_x0020_Feed>',
        '  </packageSourceCredentials>'
      ]
    }
  }
}

/** The bare form begins with its outermost element, as files that were made by hand do. */
const all: readonly (readonly [string, Kind])[] = Object.entries(kinds).flatMap(([name, kind]) =>
  kind.around === undefined
    ? [[name, kind]]
    : [
        [name, kind],
        [`${name}, bare`, { ...kind, around: [['<configuration>'], ['</configuration>']] }]
      ]
)

/** Tokens are letters and digits; a writer does not rely on it. */
const tokens = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}$/),
  fc.stringMatching(/^[a-z2-7]{52}$/)
)

/** Null for a text that is not of the format. */
const tried = <T>(act: () => T): T | null => {
  try {
    return act()
  } catch (error) {
    if (error instanceof FormatError) return null
    throw error
  }
}

/** A file of some of the pieces, each at most once and in any order. */
const files = ({ pieces, around = [[], []] }: Kind, more: readonly (readonly string[])[] = []) =>
  fc
    .record({
      chosen: fc.shuffledSubarray([...pieces]),
      at: fc.nat(),
      mark: fc.constantFrom('', '\uFEFF'),
      eol: fc.constantFrom('\n', '\r\n'),
      last: fc.boolean()
    })
    .map(({ chosen, at, mark, eol, last }) => {
      const place = at % (chosen.length + 1)
      const inner = [...chosen.slice(0, place), ...more, ...chosen.slice(place)].flat()
      return mark + [...around[0], ...inner, ...around[1]].join(eol) + (last ? eol : '')
    })

const found = ({ format }: Kind, text: string): Readonly<Record<string, string | null>> =>
  Object.fromEntries(format.read(text).map(({ entry, token }) => [entry, token]))

describe.each(all)('%s', (_name, kind) => {
  const { format, fresh, known, nameOf = (entry: string) => entry } = kind

  it('a new entry is read back, writing it again changes nothing, and erasing it gives the file as it was', () => {
    fc.assert(
      fc.property(files(kind), fc.constantFrom(...fresh), tokens, (text, entry, token) => {
        const before = found(kind, text)
        const written = format.write(text, entry, token)
        expect(found(kind, written)).toEqual({ ...before, [nameOf(entry)]: token })
        expect(format.write(written, nameOf(entry), token)).toBe(written)
        expect(format.erase(written, entry)).toBe(text)
      }),
      { numRuns: 400 }
    )
  })

  it('over a value only that value changes', () => {
    fc.assert(
      fc.property(tokens, tokens, fc.nat(), (first, second, seed) => {
        const [before, after] = [first, second].map(
          (token) => fc.sample(files(kind, [known.piece(token)]), { seed, numRuns: 1 })[0] ?? ''
        )
        expect(format.write(before ?? '', known.entry, second)).toBe(after)
        expect(found(kind, after ?? '')[known.entry]).toBe(second)
      }),
      { numRuns: 200 }
    )
  })

  it('erasing touches no other entry, and what was erased is not there', () => {
    fc.assert(
      fc.property(tokens, files(kind, [known.piece('first')]), (token, text) => {
        const [entry = ''] = fresh
        const both = format.write(text, entry, token)
        const left = format.erase(both, known.entry)
        const others = ([name]: readonly [string, string | null]): boolean => name !== known.entry
        const of = (one: string) => Object.entries(found(kind, one)).filter(others)
        expect(of(left)).toEqual(of(both))
        expect(found(kind, left)[known.entry] ?? null).toBeNull()
        for (const line of known.piece('first').filter((one) => /first|Zmlyc3Q=/.test(one))) {
          expect(left).not.toContain(line)
        }
        expect(found(kind, left)[nameOf(entry)]).toBe(token)
      }),
      { numRuns: 200 }
    )
  })

  it('keeps a value of any characters', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[!-~]{1,40}$/), (value) => {
        const written = format.write('', fresh[0] ?? '', value)
        expect(found(kind, written)[nameOf(fresh[0] ?? '')]).toBe(value)
      }),
      { numRuns: 200 }
    )
  })

  it('takes any text without a fault: what it cannot read it does not edit', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({
        unit: fc.constantFrom(...Array.from('<>/="\'[]:#; \n\tmachinepasswordadd')),
        maxLength: 200
      })
    )
    fc.assert(
      fc.property(texts, tokens, (text, token) => {
        const read = tried(() => format.read(text))
        const written = tried(() => format.write(text, fresh[0] ?? '', token))
        const erased = tried(() => format.erase(text, fresh[0] ?? ''))
        if (read === null) expect([written, erased]).toEqual([null, null])
        else if (written !== null) expect(found(kind, written)[nameOf(fresh[0] ?? '')]).toBe(token)
      }),
      { numRuns: 2_000 }
    )
  })

  it('a file in another encoding is left alone', () => {
    const text = Buffer.from('\uFEFFsome text\n', 'utf16le').toString('utf8')
    expect(tried(() => format.read(text))).toBeNull()
    expect(tried(() => format.write(text, fresh[0] ?? '', 'token'))).toBeNull()
  })
})
