import type { OneAtATime } from '../domain/one-at-a-time.js'
import type { CallHandlers } from '../shared/ipc-contract.js'
import type { Place } from '../shared/view.js'
import type { AdoptService } from './adopt-service.js'
import type { AppFacts, AppState } from './app-state.js'
import type { BearerService } from './bearer-service.js'
import type { ClipboardService } from './clipboard-service.js'
import type { Diagnostics } from './diagnostics.js'
import type { Fingerprints } from './fingerprints.js'
import type { GitService } from './git-service.js'
import type { History } from './history.js'
import type { LostCreates } from './lost-creates.js'
import type { Patience } from './patience.js'
import type { ChooseFolder, SaveText } from './ports/desktop.js'
import type { ReadLog } from './ports/log.js'
import type { Outside } from './ports/outside.js'
import type { ProxyLogin } from './proxy-login.js'
import type { ReminderService } from './reminder-service.js'
import type { RemoteService } from './remote-service.js'
import type { RemovalService } from './removal-service.js'
import type { RevokeService } from './revoke-service.js'
import type { RotationService } from './rotation-service.js'
import type { SignInService } from './sign-in-service.js'
import type { SnippetService } from './snippet-service.js'
import type { StopService } from './stop-service.js'
import type { TokenKeeper } from './token-keeper.js'
import type { TokenService } from './token-service.js'
import type { UseService } from './use-service.js'
import type { WayService } from './way-service.js'

/** What the core is given: the ports, and what the shell does for it. */
export interface Given extends Outside {
  readonly facts: AppFacts
  /** Made before the HTTP door, which asks it. Its `onChange` calls `state.publish`. */
  readonly proxyLogin: ProxyLogin
  /** Where the window was asked to go before its page was there; null when asked again. */
  readonly takePlace: () => Place | null
  readonly chooseFolder: ChooseFolder
  readonly readLog: ReadLog
  readonly saveText: SaveText
  /** How often the bridge refused what. */
  readonly refusals: () => Readonly<Record<string, number>>
  /** Opens the window at a place: a notice was clicked. */
  readonly onOpen: (place: Place) => void
}

/** All that services are made of, each by the name under which the others ask for it. */
export interface Parts extends Given {
  /** From 0 to below 1. */
  readonly random: () => number
  /** The person's time zone, as an IANA name. */
  readonly zone: () => string
  /** What the page and the tray show may have changed. */
  readonly onChange: () => void
  readonly oneAtATime: OneAtATime
  readonly history: History
  readonly keeper: TokenKeeper
  readonly patience: Patience
  readonly bearers: Pick<BearerService, 'withBearer'>
  readonly signingIn: SignInService
  readonly copying: ClipboardService
  readonly fingerprints: Fingerprints
  readonly lostCreates: LostCreates
  readonly ways: WayService
  readonly tokens: TokenService
  readonly refresh: () => Promise<number>
  readonly change: CallHandlers['updateToken']
  readonly stops: StopService
  readonly gitService: GitService
  readonly uses: UseService
  readonly adopting: AdoptService
  readonly remoteService: RemoteService
  readonly snippets: SnippetService
  readonly revoking: RevokeService
  readonly rotations: RotationService
  readonly reminders: ReminderService
  readonly removal: RemovalService
  readonly diagnostics: Diagnostics
  readonly state: AppState
}

/** Those of the parts that one service needs. */
export type Needs<Name extends keyof Parts> = Pick<Parts, Name>
