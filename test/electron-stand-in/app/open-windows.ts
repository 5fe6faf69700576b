/** A window as the app's life cycle knows it. */
export interface OpenWindow {
  /** Asks the window to close. */
  close(): void
  /** Ends it without asking. */
  destroy(): void
}

/** All windows that are not closed, oldest first. */
export const openWindows = new Set<OpenWindow>()
