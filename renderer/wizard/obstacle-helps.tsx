import { Link } from '@fluentui/react-components'
import type { AppError } from '../../electron/shared/error-codes.js'
import { call } from '../bridge.js'
import { administratorText } from '../ui/administrator-text.js'
import { wordsFor } from '../ui/error-words.js'
import type { ErrorAction } from '../ui/error-words.js'
import { useCopyValue } from '../ui/use-copy-value.js'

interface ObstacleHelpsProps {
  readonly obstacle: AppError
  readonly onSettings: () => void
  readonly onLookAgain: () => void
}

/** What would make a way possible that is not. */
export function ObstacleHelps({ obstacle, onSettings, onLookAgain }: ObstacleHelpsProps) {
  const copy = useCopyValue()
  const helps: Partial<Readonly<Record<ErrorAction, readonly [name: string, act: () => void]>>> = {
    retry: ['Look again', onLookAgain],
    settings: ['Open Settings', onSettings],
    'help-app': ['How to register the app', () => void call('openHelp', { topic: 'entra-app' })],
    'use-azure-cli-help': ['How to get Azure CLI', () => void call('openHelp', { topic: 'azure-cli' })]
  }
  const request = administratorText(obstacle)
  return (
    <>
      {wordsFor(obstacle).actions.map((action) => {
        const [name, act] = helps[action] ?? []
        return (
          name !== undefined && (
            <Link key={action} onClick={act}>
              {name}
            </Link>
          )
        )
      })}
      {request !== null && (
        <Link onClick={() => copy(request, 'Copied. Send it to an administrator.')}>
          Copy a text for your administrator
        </Link>
      )}
    </>
  )
}
