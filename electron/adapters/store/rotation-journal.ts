import type { RotationJournal } from '../../services/ports/stores.js'
import { rotation } from '../../shared/stored-rotation.js'
import { openList } from './document-file.js'

/** The renewals that are not over, in `folder`. */
export const createRotationJournal = (folder: string): RotationJournal =>
  openList(folder, { name: 'rotations', record: rotation, keyOf: ({ tokenId }) => tokenId })
