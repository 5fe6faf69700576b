import { app, type Session } from 'electron'
import { isOurPage } from './page-address.js'

/**
 * SECURITY: denies what no page of ours needs: permissions, devices, captures, spell-check downloads.
 * Without handlers Electron grants every permission.
 */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler(null)
  session.setSpellCheckerEnabled(false)
}

/** SECURITY: no page of ours navigates away, opens windows or embeds another. Called once, before any window. */
export function lockNavigation(onRefused: (what: string) => void): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => {
      onRefused('window')
      return { action: 'deny' }
    })
    contents.on('will-navigate', (event) => {
      if (isOurPage(event.url)) return
      event.preventDefault()
      onRefused('navigation')
    })
    contents.on('will-frame-navigate', (event) => {
      if (event.isMainFrame) return
      event.preventDefault()
      onRefused('frame')
    })
    contents.on('will-redirect', (event) => {
      event.preventDefault()
      onRefused('redirect')
    })
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
      onRefused('webview')
    })
  })
}
