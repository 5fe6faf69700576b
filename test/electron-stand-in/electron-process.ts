import path from 'node:path'
import { appFolder } from './app/manifest.js'

/** The version whose behaviour and types the stand-in follows, and the Chromium inside that Electron. */
const versions = { electron: '45.3.3', chrome: '153.0.8001.0' }

/** What a program can see of Electron on `process`. */
export function pretendElectronProcess(type: 'browser' | 'utility'): void {
  for (const [name, value] of Object.entries(versions)) {
    Object.defineProperty(process.versions, name, { value, enumerable: true })
  }
  const seen = {
    type,
    defaultApp: true,
    resourcesPath: path.join(appFolder, 'node_modules', 'electron', 'dist', 'resources')
  }
  for (const [name, value] of Object.entries(seen)) {
    Object.defineProperty(process, name, { value, enumerable: true, configurable: true })
  }
}
