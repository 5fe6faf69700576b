import electronLog from 'electron-log/node'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { redact } from '../../domain/redaction.js'
import type { Log, LogFields, ReadLog } from '../../services/ports/log.js'

const line = (event: string, fields: LogFields): string =>
  Object.entries(fields).reduce((text, [name, value]) => `${text} ${name}=${JSON.stringify(value)}`, event)

/** How many of its lines `newest` gives. */
const mostShown = 200

export interface FileLog extends Log {
  readonly file: string
  readonly newest: ReadLog
}

/**
 * A log file of at most 1 MB with one predecessor in `folder`. Every message passes the redaction on its way
 * out, so no call site can forget it (docs/logging.md).
 */
export function createLog(folder: string): FileLog {
  const file = path.join(folder, 'main.log')
  const logger = electronLog.create({ logId: 'main' })
  logger.transports.file.resolvePathFn = () => file
  logger.transports.file.level = 'info'
  logger.transports.file.maxSize = 1_048_576
  logger.transports.console.level = 'warn'
  logger.hooks.push((message) => ({
    ...message,
    data: message.data.map((part: unknown) => redact(String(part)))
  }))
  return {
    file,
    newest: async () => {
      try {
        return (await readFile(file, 'utf8'))
          .split('\n')
          .filter((one) => one !== '')
          .slice(-mostShown)
      } catch {
        // Nothing was written yet, or cannot be.
        return []
      }
    },
    info: (event, fields = {}) => logger.info(line(event, fields)),
    warn: (event, fields = {}) => logger.warn(line(event, fields)),
    bug: (event, error) =>
      logger.error(event, error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
}
