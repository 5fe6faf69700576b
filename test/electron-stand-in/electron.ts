import type Electron from 'electron'
import type { EventEmitter } from 'node:events'
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

const built = {
  ...{ app, BrowserWindow, clipboard, ClipboardItem, dialog, ipcMain, Menu, nativeImage, nativeTheme, net },
  ...{ Notification, powerMonitor, protocol, screen, session, shell, Tray, utilityProcess }
}

/** What a class is made of: never, where its objects are made by others. */
type Given<Class> = Class extends new (...given: infer Parts) => unknown ? Parts : never

/**
 * What is in both as electron.d.ts has it: of a class the static members, those of its objects, and what an object is made
 * of. What all emitters have is Node's: `on` gives back its own object, which is only a part of Electron's.
 */
type AsInElectron<Mine, Theirs> = (Given<Mine> extends Given<Theirs> ? unknown : never) & {
  readonly [Name in Exclude<keyof Mine & keyof Theirs, keyof EventEmitter>]: Name extends
    'prototype' | 'commandLine'
    ? AsInElectron<Mine[Name], Theirs[Name]>
    : Theirs[Name]
}

/** What a main process gets from `electron`. */
export const electron = exportsWith(
  built satisfies {
    readonly [Name in keyof typeof built]: AsInElectron<(typeof built)[Name], (typeof Electron)[Name]>
  }
)
