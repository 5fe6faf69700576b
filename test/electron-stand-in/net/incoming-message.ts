import type Electron from 'electron'
import type { IncomingMessage as NodeAnswer } from 'node:http'
import { PassThrough, Readable, pipeline } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { asNetError, netError } from './net-error.js'

type Built =
  | 'statusCode'
  | 'statusMessage'
  | 'headers'
  | 'rawHeaders'
  | 'httpVersion'
  | 'httpVersionMajor'
  | 'httpVersionMinor'

/** Repeated headers are joined, but for Set-Cookie (docs/api/incoming-message.md). */
function headersOf(answer: NodeAnswer): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(answer.headersDistinct).map(([name, values = []]) => [
      name,
      name === 'set-cookie' ? values : values.join(', ')
    ])
  )
}

function decoder(encoding: string | undefined): NodeJS.ReadWriteStream {
  switch (encoding?.toLowerCase()) {
    case 'gzip':
      return createGunzip()
    case 'deflate':
      return createInflate()
    case 'br':
      return createBrotliDecompress()
    default:
      return new PassThrough()
  }
}

/** An answer as `net.request` gives it: decoded, readable, with Chromium's errors. */
export class IncomingMessage extends Readable implements Pick<Electron.IncomingMessage, Built> {
  readonly statusCode: number
  readonly statusMessage: string
  readonly headers: Record<string, string | string[]>
  readonly rawHeaders: string[]
  readonly httpVersion: string
  readonly httpVersionMajor: number
  readonly httpVersionMinor: number
  private readonly body: NodeJS.ReadWriteStream

  constructor(answer: NodeAnswer) {
    super({ autoDestroy: true })
    this.statusCode = answer.statusCode ?? 0
    this.statusMessage = answer.statusMessage ?? ''
    this.headers = headersOf(answer)
    this.rawHeaders = answer.rawHeaders
    this.httpVersion = answer.httpVersion
    this.httpVersionMajor = answer.httpVersionMajor
    this.httpVersionMinor = answer.httpVersionMinor
    this.body = decoder(answer.headers['content-encoding'])
    this.body.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) this.body.pause()
    })
    this.body.on('end', () => this.push(null))
    this.body.pause()
    pipeline(answer, this.body, (error) => {
      // Undefined on success, whatever the types say.
      if (!(error instanceof Error) || this.destroyed) return
      this.destroy(
        error.code?.startsWith('Z_') === true ? netError('CONTENT_DECODING_FAILED') : asNetError(error)
      )
    })
  }

  override _read(): void {
    this.body.resume()
  }
}
