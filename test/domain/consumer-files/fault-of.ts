import { FormatError } from '../../../electron/domain/consumer-files/file-format.js'

/** Where a text is found to be none of the format; undefined where it is one. */
export function faultOf(act: () => unknown): number | null | undefined {
  try {
    act()
    return undefined
  } catch (error) {
    if (error instanceof FormatError) return error.line
    throw error
  }
}
