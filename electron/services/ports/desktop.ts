import type { Secret } from '../../domain/secret.js'

export interface Clipboard {
  /** Only the program in front may read it; without the focus `read` and `clearIfStill` reject. */
  readonly needsFocus: boolean
  read(): Promise<string>
  /** Rejects with `clipboard-refused`, as the others do where the system does not let us. */
  write(text: string): Promise<void>
  /** Marked as concealed where the system has a mark; false where it refused the mark and took the text alone. */
  writeSecret(secret: Secret): Promise<boolean>
  /** Clears only when the clipboard still holds exactly this. */
  clearIfStill(secret: Secret): Promise<boolean>
}

export interface Notifier {
  /** Shows a notice; rejects when the system refuses it. `onClick` runs when the person opens it. */
  show(
    notice: {
      readonly title: string
      readonly body: string
      /** Left out where the system has none (Linux): what they do must be possible elsewhere, too. */
      readonly buttons?: readonly NotifierButton[]
    },
    onClick: () => void
  ): Promise<void>
  /** `listener` hears of a click on a notice of an earlier run, which may have started this one (Windows). */
  onEarlierClick(listener: () => void): void
}

export interface NotifierButton {
  readonly label: string
  readonly press: () => void
}

export interface Browser {
  /**
   * Opens an https address in the system's browser; `browser-not-opened` where that fails. It is one of the service, of
   * its sign-in, a help page, or `named` by the person (a Server's collection, a link), or below that; any other is a bug.
   */
  open(url: string, named?: string): Promise<void>
}

/** Starting with the computer, where the system lets an app ask for it. */
export interface LoginItem {
  set(on: boolean): Promise<void>
}

/** Asks the person for a folder; null where they chose none. */
export type ChooseFolder = () => Promise<string | null>

/** Asks the person where to, and writes a text there; false where they chose nothing. Rejects with `file-not-written`. */
export type SaveText = (name: string, text: string) => Promise<boolean>
