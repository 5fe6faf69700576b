import { createHmac } from 'node:crypto'
import { inspect } from 'node:util'

/**
 * A value that must not be seen: a token, a bearer, a key. It prints, serialises and interpolates as
 * `[secret]`; a structured clone of it is an empty object.
 */
export class Secret {
  readonly #value: string

  /** Throws on an empty value: an empty secret is a missing one, and keytar refuses it. */
  constructor(value: string) {
    if (value === '') throw new RangeError('a secret cannot be empty')
    this.#value = value
  }

  /**
   * SECURITY: the value itself. Called only where it leaves for its place: vault, clipboard, consumers and
   * the HTTP door (`test/architecture.test.ts` holds the list).
   */
  reveal(): string {
    return this.#value
  }

  /** True when both hold the same value. */
  equals(other: Secret): boolean {
    return this.#value === other.#value
  }

  /** HMAC-SHA256 of a text, or of another secret, with this one as the key; base64. */
  sign(text: string | Secret): string {
    return createHmac('sha256', this.#value)
      .update(typeof text === 'string' ? text : text.#value)
      .digest('base64')
  }

  toString(): string {
    return '[secret]'
  }

  toJSON(): string {
    return '[secret]'
  }

  [inspect.custom](): string {
    return '[secret]'
  }
}
