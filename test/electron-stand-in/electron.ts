import { app } from './app/app.js'
import { utilityProcess } from './app/utility-process.js'
import { clipboard, ClipboardItem } from './desktop/clipboard.js'
import { dialog } from './desktop/dialog.js'
import { Menu } from './desktop/menu.js'
import { nativeImage } from './desktop/native-image.js'
import { nativeTheme } from './desktop/native-theme.js'
import { Notification } from './desktop/notification.js'
import { powerMonitor } from './desktop/power-monitor.js'
import { screen } from './desktop/screen.js'
import { shell } from './desktop/shell.js'
import { Tray } from './desktop/tray.js'
import { net } from './net/net.js'
import { exportsWith } from './resolution.js'
import { BrowserWindow } from './window/browser-window.js'
import { ipcMain } from './window/ipc-main.js'
import { protocol, session } from './window/session.js'

/** What a main process gets from `electron`. */
export const electron = exportsWith({
  ...{ app, BrowserWindow, clipboard, ClipboardItem, dialog, ipcMain, Menu, nativeImage, nativeTheme, net },
  ...{ Notification, powerMonitor, protocol, screen, session, shell, Tray, utilityProcess }
})
