import module from 'node:module'
import { registerHooks } from './register-hooks.js'

/** Every name that `electron` exports, so that an import of any of them links. */
export const exportNames = [
  'app',
  'autoUpdater',
  'BaseWindow',
  'BrowserView',
  'BrowserWindow',
  'clipboard',
  'ClipboardItem',
  'contentTracing',
  'contextBridge',
  'crashReporter',
  'desktopCapturer',
  'dialog',
  'globalShortcut',
  'ImageView',
  'inAppPurchase',
  'ipcMain',
  'IpcMainServiceWorker',
  'ipcRenderer',
  'LanguageModelUtility',
  'localAIHandler',
  'Menu',
  'MenuItem',
  'MessageChannelMain',
  'nativeImage',
  'nativeTheme',
  'net',
  'netLog',
  'Notification',
  'parentPort',
  'powerMonitor',
  'powerSaveBlocker',
  'protocol',
  'pushNotifications',
  'safeStorage',
  'screen',
  'session',
  'ShareMenu',
  'sharedTexture',
  'shell',
  'systemPreferences',
  'TouchBar',
  'Tray',
  'utilityProcess',
  'View',
  'webContents',
  'WebContentsView',
  'webFrame',
  'webFrameMain',
  'WebSocket',
  'webUtils'
] as const

export type Exports = Readonly<Record<(typeof exportNames)[number], unknown>>

const specifiers = ['electron', 'electron/main', 'electron/common']
const place = 'tokenTrayStandIn'

/** The module that `import` sees; the values themselves are the ones that `require` gives. */
const source = [
  `const electron = globalThis[Symbol.for('${place}')]`,
  'export default electron',
  `export const { ${exportNames.join(', ')} } = electron`
].join('\n')

/** Makes `import` and `require` of Electron give one and the same instance. */
export function resolveElectronTo(electron: object): void {
  Object.defineProperty(globalThis, Symbol.for(place), { value: electron })
  const url = `data:text/javascript,${encodeURIComponent(source)}`
  registerHooks(specifiers, url)
  // Node 20 has no hook for `require`; its loader function is the same in 24.
  const loader = module as unknown as { _load(request: string, ...rest: unknown[]): unknown }
  const load = loader._load
  loader._load = function (request, ...rest) {
    return specifiers.includes(request) ? electron : load.call(this, request, ...rest)
  }
}
