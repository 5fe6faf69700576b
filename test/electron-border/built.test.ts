import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

/* The files that ship, as built. `npm test` builds them first. */
const out = path.resolve(import.meta.dirname, '../../out')
const read = (name: string): string => readFileSync(path.join(out, name), 'utf8')
const filesBelow = (folder: string): string[] =>
  readdirSync(path.join(out, folder), { recursive: true, encoding: 'utf8' })

/** Modules that a bundle still asks for at run time: imports, dynamic imports and calls of a `require`. */
function imports(text: string): string[] {
  const names: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier))
      names.push(node.moduleSpecifier.text)
    if (ts.isCallExpression(node)) {
      const [argument] = node.arguments
      const asks =
        node.expression.kind === ts.SyntaxKind.ImportKeyword ||
        /^(__)?require(\$\d+)?$/.test(node.expression.getText())
      if (asks && argument !== undefined && ts.isStringLiteralLike(argument)) names.push(argument.text)
    }
    node.forEachChild(visit)
  }
  visit(ts.createSourceFile('bundle.js', text, ts.ScriptTarget.ESNext, true))
  return [...new Set(names)]
}

describe('the preload that ships', () => {
  it('is one CommonJS file that requires electron alone', () => {
    expect(filesBelow('preload')).toEqual(['preload.cjs'])
    const text = read('preload/preload.cjs')
    expect(imports(text)).toEqual(['electron'])
    expect(text).not.toMatch(/^\s*(import|export)\s/m)
  })
})

/** What a bundle imports of the others before it runs. */
const chunksOf = (text: string): readonly string[] =>
  [...text.matchAll(/from ?["']\.\/(?:chunks\/)?([\w.-]+\.js)["']/g)].map(([, name]) => `chunks/${name}`)

describe('the main bundle that ships', () => {
  const bundles = filesBelow('main').filter((name) => name.endsWith('.js'))

  it('has the entries that package.json and the vault name', () => {
    const { main } = JSON.parse(readFileSync(path.join(out, '../package.json'), 'utf8')) as { main: string }
    expect(existsSync(path.join(out, '..', main))).toBe(true)
    expect(bundles).toContain('vault-worker.js')
  })

  it('asks at run time only for Electron, Node and keytar', () => {
    const foreign = bundles.flatMap((name) =>
      imports(read(path.join('main', name)))
        .filter((module) => !module.startsWith('.') && !module.startsWith('node:'))
        .filter((module) => !['electron', 'keytar'].includes(module))
        .filter(
          (module) =>
            !/^(assert|buffer|child_process|constants|crypto|dns|events|fs|fs\/promises|http|https|net|os|path|process|stream|stream\/promises|string_decoder|timers|tls|tty|url|util|worker_threads|zlib)$/.test(
              module
            )
        )
        .map((module) => `${name}: ${module}`)
    )
    // dbus-next asks for these in corners that are not used (electron.vite.config.ts).
    expect(foreign.filter((line) => !/: (usocket|x11)$/.test(line))).toEqual([])
  })

  it('leaves out the libraries of options that no store uses, and keeps the names of functions', () => {
    const app = bundles.find((name) => name.startsWith('chunks/assembly-')) ?? 'no assembly'
    const atStart = ['main.js', app, ...chunksOf(read(path.join('main', app)))]
    expect(atStart.length).toBeGreaterThan(2)
    for (const name of atStart)
      expect(read(path.join('main', name)), name).not.toContain('Invalid comparator')
    for (const name of ['main.js', app])
      expect(read(path.join('main', name))).not.toContain('json-schema.org')
    // msal asks it for itself, in a part that is loaded late.
    expect(bundles.some((name) => read(path.join('main', name)).includes('Invalid comparator'))).toBe(true)
    // Called by name in the stack of a bug.
    expect(read(path.join('main', app))).toContain('function createCore(')
  })

  it('has the icon’s own needs alone in what is read before it appears', () => {
    const main = read('main/main.js')
    expect(main).toContain('function createTrayPlace(')
    for (const later of ['createShell', 'createOutside', 'createCore', 'ZodObject'])
      expect(main).not.toContain(later)
    expect(chunksOf(main).filter((name) => !name.startsWith('chunks/rolldown-runtime-'))).toEqual([])
    // What is left is asked for by `import()`, once the icon is there.
    expect(main).toMatch(/import\(["'`]\.\/chunks\/assembly/)
  })

  it('hears no signal that ends it: a listener of Node’s would take the place of Electron’s, which quits in order', () => {
    for (const name of bundles) expect(read(path.join('main', name)), name).not.toMatch(/SIG(TERM|INT|HUP)\b/)
  })

  it('loads keytar in the vault process only', () => {
    const users = bundles.filter((name) => imports(read(path.join('main', name))).includes('keytar'))
    expect(users).not.toContain('main.js')
    expect(users.length).toBeGreaterThan(0)
  })

  it('does not know the practice organization or the stand-in', () => {
    for (const name of bundles) expect(read(path.join('main', name))).not.toMatch(/simulator|stand-in/i)
  })
})

describe('the page that ships', () => {
  it('carries the nonce placeholder on every script and style, and nothing inline', () => {
    const html = read('renderer/index.html')
    const tags = html.match(/<(script|style|link)\b[^>]*>/g) ?? []
    expect(tags.length).toBeGreaterThan(0)
    for (const tag of tags) expect(tag).toContain('nonce="__CSP_NONCE__"')
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>\s*\S/)
    expect(html).not.toMatch(/\son\w+=|javascript:|https?:\/\//)
  })

  it('has no source maps', () => {
    expect(
      [...filesBelow('renderer'), ...filesBelow('main')].filter((name) => name.endsWith('.map'))
    ).toEqual([])
  })
})
