import module from 'node:module'
import path from 'node:path'
import { registerHooks } from './register-hooks.js'

const lines = [
  'app autoUpdater BaseWindow BrowserView BrowserWindow clipboard ClipboardItem contentTracing',
  'contextBridge crashReporter desktopCapturer dialog globalShortcut ImageView inAppPurchase ipcMain',
  'IpcMainServiceWorker ipcRenderer LanguageModelUtility localAIHandler Menu MenuItem',
  'MessageChannelMain nativeImage nativeTheme net netLog Notification parentPort powerMonitor',
  'powerSaveBlocker protocol pushNotifications safeStorage screen session ShareMenu sharedTexture shell',
  'systemPreferences TouchBar Tray utilityProcess View webContents WebContentsView webFrame',
  'webFrameMain WebSocket webUtils'
] as const

type Words<Text extends string> = Text extends `${infer Word} ${infer Rest}` ? Word | Words<Rest> : Text

/** Every name that `electron` exports, so that an import of any of them links. */
export const exportNames = lines.join(' ').split(' ') as readonly Words<(typeof lines)[number]>[]

export type Exports = Readonly<Record<(typeof exportNames)[number], unknown>>

const specifiers = ['electron', 'electron/main', 'electron/common']
const place = 'tokenTrayStandIn'

/** The module that `import` sees; the values themselves are the ones that `require` gives. */
export const moduleSource = [
  `const electron = globalThis[Symbol.for('${place}')]`,
  'export default electron',
  `export const { ${exportNames.join(', ')} } = electron`
].join('\n')

/**
 * Whether Node's own rules lead from the program to `moduleSource`: test/tools.vite.config.ts puts it beside the
 * built app. The thread that Node 20 wants for hooks costs it an eighth of a second and 10 MB.
 */
function isFoundWithoutHooks(program: string | undefined): boolean {
  try {
    const found = module.createRequire(path.resolve(program ?? '')).resolve('electron')
    return found.endsWith(path.join('out', 'node_modules', 'electron', 'index.js'))
  } catch {
    return false
  }
}

/** Makes `import` and `require` of Electron give one and the same instance. */
export function resolveElectronTo(electron: object): void {
  Object.defineProperty(globalThis, Symbol.for(place), { value: electron })
  if (!isFoundWithoutHooks(process.argv[1]))
    registerHooks(specifiers, `data:text/javascript,${encodeURIComponent(moduleSource)}`)
  // Node 20 has no hook for `require`; its loader function is the same in 24.
  const loader = module as unknown as { _load(request: string, ...rest: unknown[]): unknown }
  const load = loader._load
  loader._load = function (request, ...rest) {
    return specifiers.includes(request) ? electron : load.call(this, request, ...rest)
  }
}
