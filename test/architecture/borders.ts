import path from 'node:path'
import ts from 'typescript'

/** A source file of the project; `path` from the project's folder, with forward slashes. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** Whose folder may import whose: docs/architecture.md as data. A folder may always import itself. */
const areas: readonly { readonly folder: string; readonly mayImport: readonly string[] }[] = [
  { folder: 'electron/shared/', mayImport: [] },
  { folder: 'electron/domain/', mayImport: ['electron/shared/'] },
  { folder: 'electron/services/', mayImport: ['electron/shared/', 'electron/domain/'] },
  ...['files', 'network', 'azure-devops', 'entra', 'vault', 'store', 'programs', 'consumers', 'desktop'].map(
    (name) => ({
      folder: `electron/adapters/${name}/`,
      mayImport: [
        'electron/shared/',
        'electron/domain/',
        'electron/services/ports/',
        // The sign-in's network is the one HTTP door.
        ...(name === 'entra' ? ['electron/adapters/network/msal-network.ts'] : []),
        ...(['entra', 'consumers'].includes(name) ? ['electron/adapters/programs/'] : []),
        ...(['vault', 'store', 'consumers'].includes(name) ? ['electron/adapters/files/'] : [])
      ]
    })
  ),
  { folder: 'electron/app/', mayImport: ['electron/shared/', 'electron/domain/', 'electron/services/'] },
  { folder: 'electron/early.ts', mayImport: ['electron/app/fatal.ts', 'electron/app/profile.ts'] },
  { folder: 'electron/preload.ts', mayImport: ['electron/shared/'] },
  { folder: 'electron/main.ts', mayImport: ['electron/'] },
  { folder: 'electron/assembly.ts', mayImport: ['electron/'] },
  {
    folder: 'electron/outside.ts',
    mayImport: ['electron/adapters/', 'electron/app/profile.ts', 'electron/services/ports/']
  },
  { folder: 'renderer/', mayImport: ['electron/shared/'] }
]

const adapters = 'electron/adapters/'
/** What is kept on disk, as schemas. */
const stored = ['create', 'organization', 'reminders', 'rotation', 'token'].map((name) => `stored-${name}`)
/** These, and what crosses the bridge. */
const schemas = [
  'consumer-view',
  'error-codes',
  'git-view',
  'history-view',
  'ipc-contract',
  'outcome-view',
  'rotation-view',
  'settings-view',
  'shape',
  ...stored,
  'view',
  'way-view'
].map((name) => `electron/shared/${name}.ts`)
/** Files of ours are written with these. All others are loaded when a window first speaks, by one file. */
const storedSchemas = ['error-codes', 'settings-view', ...stored].map((name) => `electron/shared/${name}.ts`)
const shell = [
  'electron/main.ts',
  'electron/assembly.ts',
  'electron/early.ts',
  'electron/preload.ts',
  'electron/app/'
]

/** Where a package may be imported. One that is not named here may be imported nowhere. */
const packages: readonly { readonly name: RegExp; readonly in: readonly string[] }[] = [
  {
    name: /^electron(\/|$)/,
    in: [...shell, `${adapters}desktop/`, `${adapters}network/http.ts`, `${adapters}vault/vault-process.ts`]
  },
  { name: /^electron-store$/, in: [`${adapters}store/`] },
  { name: /^electron-log\//, in: [`${adapters}desktop/log.ts`] },
  { name: /^keytar$/, in: [`${adapters}vault/vault-worker.ts`] },
  { name: /^@azure\/msal-node$/, in: [`${adapters}entra/`, `${adapters}network/msal-network.ts`] },
  { name: /^@particle\/dbus-next$/, in: [`${adapters}desktop/`, `${adapters}vault/`] },
  { name: /^zod$/, in: [...schemas, adapters] },
  { name: /^(react|react-dom|@fluentui|@griffel|@tanstack\/react-virtual)(\/|$)/, in: ['renderer/'] },
  { name: /^node:(crypto|path|url|util)$/, in: ['electron/'] },
  { name: /^node:/, in: [...shell, adapters] }
]

/** SECURITY: the places where a secret leaves for its own. */
const mayReveal = [
  `${adapters}vault/`,
  `${adapters}consumers/`,
  `${adapters}desktop/clipboard.ts`,
  `${adapters}network/http.ts`
]

const within = (file: string, places: readonly string[]): boolean =>
  places.some((place) => (place.endsWith('/') ? file.startsWith(place) : file === place))

interface Import {
  readonly specifier: string
  readonly typeOnly: boolean
}

interface Facts {
  readonly imports: readonly Import[]
  readonly reveals: boolean
  readonly hasDefaultExport: boolean
}

/** Reads what a file imports, from its syntax: no comment and no odd line break hides anything. */
function factsOf(file: SourceFile): Facts {
  const imports: Import[] = []
  let reveals = false
  let hasDefaultExport = false

  function add(specifier: ts.Node | undefined, typeOnly: boolean): void {
    if (specifier === undefined) return
    // A computed address could be anything, so it counts as foreign.
    imports.push({ specifier: ts.isStringLiteralLike(specifier) ? specifier.text : '(computed)', typeOnly })
  }
  function visit(node: ts.Node): void {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
    }
    if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly)
    if (ts.isImportTypeNode(node))
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node, true)
    if (ts.isExportAssignment(node)) hasDefaultExport = true
    if (ts.canHaveModifiers(node)) {
      const modifiers = ts.getModifiers(node) ?? []
      if (modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)) hasDefaultExport = true
    }
    if (ts.isCallExpression(node)) {
      const called = node.expression
      if (
        called.kind === ts.SyntaxKind.ImportKeyword ||
        (ts.isIdentifier(called) && called.text === 'require')
      ) {
        add(node.arguments[0], false)
      }
    }
    if (ts.isPropertyAccessExpression(node) && node.name.text === 'reveal') reveals = true
    if (ts.isElementAccessExpression(node) && node.argumentExpression.getText().includes('reveal'))
      reveals = true
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true))
  return { imports, reveals, hasDefaultExport }
}

const mayLoad = (file: string, schema: string): boolean =>
  within(file, [...schemas, 'electron/app/call-answer.ts']) ||
  (within(file, [`${adapters}store/`]) && within(schema, storedSchemas))

function importProblem(file: string, { specifier, typeOnly }: Import): string | null {
  if (!specifier.startsWith('.')) {
    const rule = packages.find(({ name }) => name.test(specifier))
    return rule !== undefined && within(file, rule.in) ? null : `${file} may not import ${specifier}`
  }
  const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier))
  if (/\.(css|svg|png)$/.test(target))
    return file.startsWith('renderer/') ? null : `${file} imports ${specifier}`
  if (!target.endsWith('.js')) return `${file} imports ${specifier} without .js`
  const source = target.replace(/\.js$/, '.ts')
  const area = areas.find(({ folder }) => within(file, [folder]))
  if (area === undefined) return `${file} lies in no area`
  if (within(source, schemas) && !typeOnly && !mayLoad(file, source)) {
    return `${file} may import types of ${source.replace(/\.ts$/, '')} only`
  }
  return within(source, [area.folder, ...area.mayImport])
    ? null
    : `${file} may not import ${source.replace(/\.ts$/, '')}`
}

function nameProblem(file: string): string | null {
  const name = path.posix.basename(file)
  if (/^(index|utils?|helpers?|common|misc|manager)\.tsx?$/.test(name))
    return `${file} has a name that says nothing`
  return /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.tsx?$/.test(name) ? null : `${file} is not in kebab-case`
}

/** What in these files breaks docs/architecture.md, one sentence each. */
export function violations(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => {
    const { imports, reveals, hasDefaultExport } = factsOf(file)
    const problems = [nameProblem(file.path), ...imports.map((one) => importProblem(file.path, one))]
    if (reveals && !within(file.path, mayReveal)) problems.push(`${file.path} may not reveal a secret`)
    if (hasDefaultExport) problems.push(`${file.path} has a default export`)
    return problems.filter((problem) => problem !== null)
  })
}
