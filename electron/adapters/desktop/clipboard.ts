import { BrowserWindow, ClipboardItem, clipboard } from 'electron'
import os from 'node:os'
import { AppFailure } from '../../domain/app-failure.js'
import type { Clipboard } from '../../services/ports/desktop.js'

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

async function allowed<T>(act: Promise<T>): Promise<T> {
  try {
    return await act
  } catch (cause) {
    throw new AppFailure('clipboard-refused', {}, { cause })
  }
}

/**
 * The system's clipboard, through Electron's asynchronous interface of the main process. Where reading needs the
 * focus and we do not have it, reading and clearing reject: what cannot be seen is never taken for empty. So does
 * writing on Wayland, whose compositors drop what a program without the focus offers, and tell nobody.
 */
export function createClipboard(platform: NodeJS.Platform): Clipboard {
  const needsFocus = clipboardNeedsFocus(platform, process.env, os.release())

  const isUnseen = (): boolean => needsFocus && BrowserWindow.getFocusedWindow() === null

  async function write(act: () => Promise<void>): Promise<void> {
    if (platform === 'linux' && isUnseen()) throw new AppFailure('clipboard-refused')
    await allowed(act())
  }

  async function read(): Promise<string> {
    if (isUnseen()) {
      throw new Error('the clipboard can be read only by the program in front')
    }
    return allowed(clipboard.readText())
  }

  return {
    needsFocus,
    read,
    write: (text) => write(() => clipboard.writeText(text)),
    writeSecret: async (secret) => {
      const text = secret.reveal()
      try {
        await write(() =>
          clipboard.write([new ClipboardItem({ 'text/plain': text, ...concealed(platform) })])
        )
        return true
      } catch {
        // Without its mark it may stay in a history: the person is told.
        await write(() => clipboard.writeText(text))
        return false
      }
    },
    clearIfStill: async (secret) => {
      if ((await read()) !== secret.reveal()) return false
      clipboard.clear()
      return true
    }
  }
}
