import { BrowserWindow, ClipboardItem, clipboard } from 'electron'
import os from 'node:os'
import type { Clipboard } from '../../services/ports.js'

/** A raw format of the operating system (electron/electron docs/api/clipboard.md). */
const raw = (format: string): string => `electron application/osclipboard;format="${format}"`

const zero = (): Blob => new Blob([new Uint8Array(4)])

/**
 * The marks by which clipboard histories leave an entry out. Windows: learn.microsoft.com, «Clipboard
 * formats», cloud clipboard and history; macOS: nspasteboard.org; Linux: KDE's Klipper.
 */
function concealed(platform: NodeJS.Platform): Record<string, string | Blob> {
  switch (platform) {
    case 'win32':
      return {
        [raw('ExcludeClipboardContentFromMonitorProcessing')]: zero(),
        [raw('CanIncludeInClipboardHistory')]: zero(),
        [raw('CanUploadToCloudClipboard')]: zero()
      }
    case 'darwin':
      return { [raw('org.nspasteboard.ConcealedType')]: zero() }
    default:
      return { [raw('x-kde-passwordManagerHint')]: 'secret' }
  }
}

/** Darwin's version from which macOS asks the person when a program reads the clipboard by itself (macOS 26). */
const darwinThatAsks = 25

/**
 * True where only the program in front may read the clipboard: on Wayland by its protocol, on newer macOS
 * because the system would ask the person each time.
 */
export function clipboardNeedsFocus(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
  release: string
): boolean {
  if (platform === 'darwin') return Number.parseInt(release, 10) >= darwinThatAsks
  return platform === 'linux' && (environment['WAYLAND_DISPLAY'] ?? '') !== ''
}

/**
 * The system's clipboard, through Electron's asynchronous interface of the main process. Where reading needs the
 * focus and we do not have it, reading and clearing reject: what cannot be seen is never taken for empty.
 */
export function createClipboard(platform: NodeJS.Platform): Clipboard {
  const needsFocus = clipboardNeedsFocus(platform, process.env, os.release())

  async function read(): Promise<string> {
    if (needsFocus && BrowserWindow.getFocusedWindow() === null) {
      throw new Error('the clipboard can be read only by the program in front')
    }
    return clipboard.readText()
  }

  return {
    needsFocus,
    read,
    write: (text) => clipboard.writeText(text),
    // Where a system refuses its mark, so is the copy: without it, the token would stay in a history.
    writeSecret: (secret) =>
      clipboard.write([new ClipboardItem({ 'text/plain': secret.reveal(), ...concealed(platform) })]),
    clearIfStill: async (secret) => {
      if ((await read()) !== secret.reveal()) return false
      clipboard.clear()
      return true
    }
  }
}
