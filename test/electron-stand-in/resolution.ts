import { absent } from './not-built.js'

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

/** What a process gets from `electron`: what is built there, and for every other name what throws with it. */
export const exportsWith = (built: Partial<Exports>): Exports =>
  // The list is complete, so the record is.
  ({ ...Object.fromEntries(exportNames.map((name) => [name, absent(name)])), ...built }) as unknown as Exports

const place = 'tokenTrayStandIn'

/** The package `electron` that test/tools.vite.config.ts puts beside the built app: one instance for all imports. */
export const moduleSource = [
  `const electron = globalThis[Symbol.for('${place}')]`,
  'export default electron',
  `export const { ${exportNames.join(', ')} } = electron`
].join('\n')

/** The version whose behaviour and types the stand-in follows. */
const version = '45.3.3'

/** Makes this a process of Electron: what `electron` exports here, and what is seen on `process`. */
export function becomeElectron(type: 'browser' | 'utility', exports: Exports): void {
  Object.defineProperty(globalThis, Symbol.for(place), { value: exports })
  Object.defineProperty(process, 'type', { value: type, enumerable: true })
  Object.defineProperty(process.versions, 'electron', { value: version, enumerable: true })
}
