import { ClipboardItem, clipboard } from 'electron'
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

/** The system's clipboard, through Electron's asynchronous interface of the main process. */
export function createClipboard(platform: NodeJS.Platform): Clipboard {
  return {
    read: () => clipboard.readText(),
    write: (text) => clipboard.writeText(text),
    writeSecret: (secret) =>
      clipboard.write([new ClipboardItem({ 'text/plain': secret.reveal(), ...concealed(platform) })]),
    clearIfStill: async (secret) => {
      if ((await clipboard.readText()) !== secret.reveal()) return false
      clipboard.clear()
      return true
    }
  }
}
