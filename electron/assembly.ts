import { app } from 'electron'
import os from 'node:os'
import type { FileLog } from './adapters/desktop/log.js'
import { chooseFolder } from './app/choose-folder.js'
import { saveText } from './app/save-text.js'
import { createShell, type Shell } from './app/shell.js'
import type { TrayPlace } from './app/tray-place.js'
import { appPaths, profile } from './early.js'
import { createOutside } from './outside.js'
import { createCore, type Core } from './services/core.js'
import { createProxyLogin } from './services/proxy-login.js'

/** Builds the app behind its icon: adapters, shell and core, joined but not started. Call after `ready`. */
export function assemble(log: FileLog, tray: TrayPlace): { readonly shell: Shell; readonly core: Core } {
  const { platform } = process
  const proxyLogin = createProxyLogin(() => core.state.publish())
  const outside = createOutside({
    folder: app.getPath('userData'),
    profile,
    configHome: app.getPath('appData'),
    icon: appPaths.icon,
    vaultWorker: appPaths.vaultWorker,
    log,
    proxyLogin: (question, wasRefused) => proxyLogin.ask(question, wasRefused)
  })
  const { settings, notifier } = outside
  const shell = createShell({
    paths: appPaths,
    tray,
    log,
    logFile: log.file,
    rememberedBounds: () => settings.windowBounds(),
    rememberBounds: (bounds) => settings.rememberWindowBounds(bounds),
    closedBefore: () => settings.closedBefore(),
    rememberClosed: () => settings.rememberClosed(),
    notice: (title, body) =>
      void notifier
        .show({ title, body }, () => shell.open(null))
        .catch((error: unknown) => log.warn('notice.refused', { message: String(error) }))
  })
  const core = createCore({
    facts: {
      version: app.getVersion(),
      practice: profile.practice,
      platform: platform === 'darwin' || platform === 'win32' ? platform : 'linux',
      desktop: process.env['XDG_CURRENT_DESKTOP'] ?? '',
      computer: os.hostname(),
      tray: () => (tray.isPresent() ? 'shown' : 'not-available'),
      zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone
    },
    ...outside,
    proxyLogin,
    takePlace: () => shell.takePlace(),
    readLog: log.newest,
    saveText,
    chooseFolder,
    refusals: () => shell.refusals(),
    onOpen: (place) => shell.open(place)
  })
  return { shell, core }
}
