import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

/*
 * What the stand-in cannot prove about real Electron, checked from the source. Each test names its line of
 * docs/electron-border.md.
 */
const root = path.resolve(import.meta.dirname, '../..')
const sources = readdirSync(path.join(root, 'electron'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => {
    const text = readFileSync(path.join(root, 'electron', name), 'utf8')
    return {
      name: name.replaceAll(path.sep, '/'),
      text,
      tree: ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true)
    }
  })
const source = (name: string) => {
  const found = sources.find((one) => one.name === name)
  if (found === undefined) throw new Error(`no source ${name}`)
  return found
}

/** Every node below one that satisfies the test. */
function find<T extends ts.Node>(tree: ts.Node, is: (node: ts.Node) => node is T): T[] {
  const found: T[] = []
  const visit = (node: ts.Node): void => {
    if (is(node)) found.push(node)
    node.forEachChild(visit)
  }
  visit(tree)
  return found
}

const callsOf = (tree: ts.Node, text: string): ts.CallExpression[] =>
  find(tree, ts.isCallExpression).filter((call) => call.expression.getText() === text)

/** What the results of this function are assigned to, other than where it is declared. */
const assigned = (tree: ts.Node, made: string): string[] =>
  find(tree, ts.isBinaryExpression)
    .filter(({ right }) => ts.isCallExpression(right) && right.expression.getText() === made)
    .map(({ left }) => left.getText())

const isInsideFunction = (node: ts.Node): boolean => {
  for (let up = node.parent; !ts.isSourceFile(up); up = up.parent) {
    if (ts.isFunctionLike(up)) return true
  }
  return false
}

/** Calls with these texts, in the order in which they stand in main.ts; each must be there once. */
const placeInMain = (text: string): number => {
  const found = callsOf(source('main.ts').tree, text)
  expect(found.map((call) => call.expression.getText())).toEqual([text])
  return found[0]?.getStart() ?? -1
}

describe('start (B1)', () => {
  it('awaits nothing at the top level: `ready` comes only after the whole module graph, so it would hang', () => {
    for (const { tree, name } of sources) {
      const awaits = find(tree, ts.isAwaitExpression).filter((node) => !isInsideFunction(node))
      expect(
        awaits.map((node) => `${name}: ${node.getText()}`),
        name
      ).toEqual([])
    }
  })

  it('sets name, paths and identity in the first import of main', () => {
    const first = source('main.ts').tree.statements.find(ts.isImportDeclaration)
    expect(first?.moduleSpecifier.getText()).toBe("'./early.js'")
    const early = source('early.ts').text
    for (const call of ['app.setName(', "app.setPath('userData'", 'app.setAppUserModelId(']) {
      expect(early).toContain(call)
    }
  })

  it('asks where it lies in the entry alone: the build may put any other module into a folder below', () => {
    const asking = sources.filter(({ text }) => text.includes('import.meta.'))
    expect(asking.map(({ name }) => name)).toEqual(['early.ts'])
  })

  it('makes the folders before setPath, which throws for a missing one, and hears errors before both', () => {
    const { tree } = source('early.ts')
    const [hear] = callsOf(tree, 'watchForFatal')
    const [make] = callsOf(tree, 'makeFolders')
    const set = callsOf(tree, 'app.setPath').map((call) => call.getStart())
    expect(set).toHaveLength(2)
    const [first, second] = [hear?.getStart() ?? NaN, make?.getStart() ?? NaN]
    expect(first).toBeLessThan(second)
    expect(second).toBeLessThan(Math.min(...set))
    // Nothing of ours runs before it.
    const before = find(tree, ts.isCallExpression).filter((call) => call.getStart() < first)
    expect(before.map((call) => call.getText())).toEqual([])
  })

  it('takes the lock, then registers the scheme once, before whenReady', () => {
    const lock = placeInMain('app.requestSingleInstanceLock')
    const schemes = placeInMain('protocol.registerSchemesAsPrivileged')
    const ready = placeInMain('app.whenReady')
    expect(lock).toBeLessThan(schemes)
    expect(schemes).toBeLessThan(ready)
    const elsewhere = sources.filter(
      ({ name, tree }) =>
        name !== 'main.ts' && callsOf(tree, 'protocol.registerSchemesAsPrivileged').length > 0
    )
    expect(elsewhere).toEqual([])
  })

  it('puts every page into the sandbox, and closes every way out of a page, before `ready`', () => {
    const lock = placeInMain('app.requestSingleInstanceLock')
    const ready = placeInMain('app.whenReady')
    for (const call of ['app.enableSandbox', 'lockNavigation']) {
      expect(placeInMain(call)).toBeGreaterThan(lock)
      expect(placeInMain(call)).toBeLessThan(ready)
    }
  })

  it('gives the scheme the three privileges the page needs, and never bypasses its policy', () => {
    const [call] = callsOf(source('main.ts').tree, 'protocol.registerSchemesAsPrivileged')
    const text = call?.getText() ?? ''
    for (const privilege of ['standard: true', 'secure: true', 'supportFetchAPI: true']) {
      expect(text).toContain(privilege)
    }
    expect(text).not.toContain('bypassCSP')
  })

  it('ends a fatal start in a dialog and the log', () => {
    expect(callsOf(source('main.ts').tree, 'app.whenReady')).toHaveLength(1)
    expect(source('main.ts').text).toMatch(/\.catch\(fatal\)/)
    expect(source('app/fatal.ts').text).toContain('dialog.showErrorBox(')
  })
})

describe('windows (B2)', () => {
  it('spells out the secure web preferences', () => {
    const literal = find(source('app/main-window.ts').tree, ts.isPropertyAssignment).find(
      (property) => property.name.getText() === 'webPreferences'
    )
    const text = literal?.initializer.getText() ?? ''
    for (const [name, value] of Object.entries({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      // A dropped file is not loaded (SECURITY.md, 13).
      navigateOnDragDrop: false,
      spellcheck: false
    })) {
      expect(text).toContain(`${name}: ${String(value)}`)
    }
  })

  it('locks the session of the window before anything is loaded over it', () => {
    const { tree } = source('app/main-window.ts')
    const [lock, ...others] = callsOf(tree, 'lockSession')
    expect(lock?.getText()).toBe('lockSession(pageSession)')
    expect(others).toEqual([])
    const [load] = callsOf(tree, 'into.loadURL')
    expect(lock?.getStart()).toBeLessThan(load?.getStart() ?? 0)
    // There is no other session of a page: the rest are of the one HTTP door.
    const makers = sources.filter(({ text }) => /fromPartition\(|defaultSession/.test(text))
    expect(makers.map(({ name }) => name).sort()).toEqual(['adapters/network/http.ts', 'app/main-window.ts'])
  })

  it('handles the page scheme on the session that the window uses', () => {
    const { text } = source('app/main-window.ts')
    expect(text).toMatch(/pageSession\.protocol\.handle\(/)
    expect(text).toMatch(/session: pageSession/)
  })

  it('listens to window-all-closed, without which closing the window would quit', () => {
    expect(source('main.ts').text + source('app/lifecycle.ts').text).toContain("app.on('window-all-closed'")
  })

  it('makes windows in one place only', () => {
    const makers = sources.filter(({ tree }) =>
      find(tree, ts.isNewExpression).some((made) => made.expression.getText() === 'BrowserWindow')
    )
    expect(makers.map(({ name }) => name)).toEqual(['app/main-window.ts'])
  })
})

describe('the preload (SECURITY.md, 20)', () => {
  it('gives the page one object with two functions, over two channels, and nothing else of Electron', () => {
    const { tree } = source('preload.ts')
    const [call, ...others] = callsOf(tree, 'contextBridge.exposeInMainWorld')
    expect(others).toEqual([])
    const [name, api] = call?.arguments ?? []
    expect(name?.getText()).toBe("'tokenTray'")
    const members = api !== undefined && ts.isObjectLiteralExpression(api) ? api.properties : []
    expect(members.map((member) => member.name?.getText())).toEqual(['invoke', 'on'])
    const uses = find(tree, ts.isPropertyAccessExpression).filter(
      ({ expression }) => expression.getText() === 'ipcRenderer'
    )
    expect(uses.map((use) => use.getText()).sort()).toEqual([
      'ipcRenderer.invoke',
      'ipcRenderer.on',
      'ipcRenderer.removeListener'
    ])
    const channels = find(tree, ts.isCallExpression)
      .filter(({ expression }) => /^ipcRenderer\./.test(expression.getText()))
      .map(({ arguments: [channel] }) => channel?.getText())
    expect([...new Set(channels)].sort()).toEqual(['callChannel', 'eventChannel'])
    // The event object, which leads back to ipcRenderer, is not handed on.
    expect(source('preload.ts').text).toContain('if (name === event) listener(value)')
  })
})

describe('tray and notices (B3)', () => {
  it('sets the menu again on every change, which Linux needs', () => {
    const { tree } = source('app/tray.ts')
    expect(callsOf(tree, 'tray.setContextMenu')).toHaveLength(1)
    expect(
      find(tree, ts.isNewExpression).filter((made) => made.expression.getText() === 'Tray')
    ).toHaveLength(1)
  })

  it('passes no GUID to the tray: with an unsigned program it would be bound to the path', () => {
    const [made] = find(source('app/tray.ts').tree, ts.isNewExpression)
    expect(made?.arguments?.length).toBe(1)
  })

  it('has an Edit menu on macOS, without which paste does nothing', () => {
    expect(source('app/lifecycle.ts').text).toContain("role: 'editMenu'")
  })

  it('creates a notice only when there is one to show: on Windows a probe writes a shortcut', () => {
    const probes = sources.filter(({ text }) => text.includes('Notification.isSupported'))
    expect(probes.map(({ name }) => name)).toEqual(['adapters/desktop/notifier.ts'])
  })
})

describe('what must not be collected (B3)', () => {
  it('is held: a notice before it is shown, outside the call that shows it', () => {
    const { tree } = source('adapters/desktop/notifier.ts')
    const [maker] = find(tree, ts.isFunctionDeclaration).filter(({ name }) => name?.text === 'createNotifier')
    const own = maker?.body?.statements.filter(ts.isVariableStatement).map((line) => line.getText()) ?? []
    expect(own).toContain('const held = new Set<Notification>()')
    const [add] = callsOf(tree, 'held.add')
    const [show] = callsOf(tree, 'notification.show')
    expect(add?.getStart()).toBeLessThan(show?.getStart() ?? NaN)
  })

  it('is held: the tray’s item, by the place that main keeps', () => {
    const [maker] = find(source('app/tray-place.ts').tree, ts.isFunctionDeclaration)
    const own = maker?.body?.statements.filter(ts.isVariableStatement).map((line) => line.getText()) ?? []
    expect(own).toContain('let item: TrayItem | null = null')
    expect(assigned(source('app/tray-place.ts').tree, 'createTray')).toEqual(['item'])
    const main = source('main.ts').tree.statements.filter(ts.isVariableStatement)
    expect(main.map((line) => line.getText())).toContain('let tray: TrayPlace | null = null')
    expect(assigned(source('main.ts').tree, 'createTrayPlace')).toEqual(['tray'])
  })
})

describe('styles that are made at run time (B2)', () => {
  it('carry the nonce of the document, without which the policy refuses them', () => {
    const page = readFileSync(path.join(root, 'renderer/main.tsx'), 'utf8')
    expect(page).toContain('styleElementAttributes: { nonce }')
    expect(page).toMatch(/<RendererProvider renderer=\{renderer\}>/)
  })
})

describe('what Electron 45 no longer has, or has changed (B4)', () => {
  it.each([
    [
      'synchronous clipboard results',
      /clipboard\.(availableFormats|readHTML|writeHTML|readBuffer|writeBuffer)/
    ],
    ['safeStorage, whose synchronous half is deprecated', /safeStorage/],
    ['openAsHidden', /openAsHidden/],
    ['remote or webview content', /webviewTag: true|enableRemoteModule/],
    ['a switched-off sandbox', /(?<!hasSwitch\(')no-sandbox|sandbox: false|ELECTRON_DISABLE_SANDBOX/],
    ['weakened TLS', /certificate-error|setCertificateVerifyProc|rejectUnauthorized|NODE_TLS/],
    ['file addresses for the page', /loadFile|file:\/\//],
    ['process.exit, which returns in Electron', /process\.exit\(/]
  ])('is used nowhere: %s', (_what, pattern) => {
    const users = sources.filter(({ text }) => pattern.test(text))
    expect(users.map(({ name }) => name)).toEqual([])
  })
})

describe('the network (B5)', () => {
  it('uses net.request with its own in-memory session, without cookies, cache or followed redirects', () => {
    const { text } = source('adapters/network/http.ts')
    expect(text).toContain('net.request(')
    expect(text).toMatch(/fromPartition\(['"`](?!persist:)/)
    expect(text).toMatch(/credentials: 'omit'/)
    expect(text).toMatch(/cache: 'no-store'/)
    expect(text).toMatch(/redirect: 'manual'/)
    expect(text).toMatch(/on\('login'/)
  })
})

describe('the end of an exchange (B5)', () => {
  it('is not told by the request’s `close`, which on Electron comes before the answer', () => {
    expect(source('adapters/network/http.ts').text).not.toMatch(/client\.on(ce)?\('close'/)
  })
})

describe('the utility process (B6)', () => {
  it('alone loads keytar: macOS asks the person where a program reads what another one wrote', () => {
    const users = sources.filter(({ tree }) =>
      find(tree, ts.isCallExpression).some((call) => /^(import|require)\('keytar'\)$/.test(call.getText()))
    )
    expect(users.map(({ name }) => name)).toEqual(['adapters/vault/vault-worker.ts'])
    const importers = sources.filter(({ text }) => /^import (?!type).*'keytar'/m.test(text))
    expect(importers.map(({ name }) => name)).toEqual([])
    const forks = sources.filter(({ tree }) => callsOf(tree, 'utilityProcess.fork').length > 0)
    expect(forks.map(({ name }) => name)).toEqual(['adapters/vault/vault-process.ts'])
  })

  it('never gives it a partial environment: a non-empty env replaces all of it', () => {
    const { tree } = source('adapters/vault/vault-process.ts')
    const [fork] = callsOf(tree, 'utilityProcess.fork')
    expect(fork).toBeDefined()
    expect(fork?.getText()).not.toMatch(/\benv\b/)
  })
})
