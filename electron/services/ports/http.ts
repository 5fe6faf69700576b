import type { Secret } from '../../domain/secret.js'

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Sent only to hosts that may have this kind of credential. */
  readonly authorization?: { readonly scheme: 'bearer' | 'basic'; readonly secret: Secret }
  /**
   * The collection's address (`site.ts`) of an Azure DevOps Server that the person named: the request may go
   * there, below that address, with `basic` or nothing.
   */
  readonly server?: string
  readonly body?: string | undefined
  /** Must not be carried out twice, so the network stack itself may not send it again either. */
  readonly once?: boolean
  /** Milliseconds; 30,000 when left out. */
  readonly timeout?: number | undefined
  readonly signal?: AbortSignal | undefined
}

export interface HttpAnswer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * The one HTTP door. A redirect is not followed: it comes back as its 3xx answer. Rejects with `offline`,
 * `certificate-refused`, `timed-out`, `proxy-login-needed`; aborting rejects with the signal's reason.
 * A host that is not on the list is a bug, not a failure.
 */
export interface Http {
  send(request: HttpRequest): Promise<HttpAnswer>
}
