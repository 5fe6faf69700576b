import type Electron from 'electron'
import type { IncomingMessage as NodeAnswer } from 'node:http'
import { PassThrough, Readable, pipeline } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { asNetError, netError } from './net-error.js'

const decoders: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress
}

/**
 * An answer as `net.request` gives it: decoded and readable. It never tells `aborted`, and neither does Electron's.
 * `fail` hears Chromium's error where the answer does not come whole.
 */
export class IncomingMessage
  extends Readable
  implements Pick<Electron.IncomingMessage, 'statusCode' | 'headers'>
{
  readonly statusCode: number
  readonly headers: Record<string, string | string[]>
  private readonly body: NodeJS.ReadWriteStream

  constructor(answer: NodeAnswer, fail: (error: Error) => void) {
    super()
    this.statusCode = answer.statusCode ?? 0
    // Node joins and drops repeated headers by the rules that Electron took from it.
    this.headers = answer.headers as Record<string, string | string[]>
    const decoder = decoders[answer.headers['content-encoding']?.toLowerCase() ?? '']
    this.body = decoder?.() ?? new PassThrough()
    this.body.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) this.body.pause()
    })
    this.body.on('end', () => this.push(null))
    this.body.pause()
    pipeline(answer, this.body, (error) => {
      // Undefined on success, whatever the types say.
      if (!(error instanceof Error)) return
      fail(error.code?.startsWith('Z_') === true ? netError('CONTENT_DECODING_FAILED') : asNetError(error))
    })
  }

  override _read(): void {
    this.body.resume()
  }
}
