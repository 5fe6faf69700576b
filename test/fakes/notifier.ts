import type { Notifier, NotifierButton } from '../../electron/services/ports/desktop.js'

/** Keeps the notices that were shown. */
export interface FakeNotifier extends Notifier {
  readonly shown: {
    readonly title: string
    readonly body: string
    readonly buttons: readonly NotifierButton[]
    readonly click: () => void
  }[]
  /** Every notice is refused with this until it is null again. */
  refusal: Error | null
  /** The person clicks a notice that an earlier run showed. */
  clickEarlier: () => void
}

export function createFakeNotifier(): FakeNotifier {
  const notifier: FakeNotifier = {
    shown: [],
    refusal: null,
    clickEarlier: () => undefined,
    onEarlierClick: (listener) => {
      notifier.clickEarlier = listener
    },
    show: async (notice, click) => {
      if (notifier.refusal !== null) throw notifier.refusal
      notifier.shown.push({ buttons: [], ...notice, click })
    }
  }
  return notifier
}
