import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPracticeClient, type PracticeClient } from './client.js'
import { practiceBearer } from './practice-bearer.js'
import { startSimulator, type Simulator } from './simulator.js'
import { ownErrors } from './tokens.js'

/*
 * The published examples, replayed at the time at which they were written, and the published types of every
 * answer. The specifications are Microsoft's and not copied into the project.
 */
const folder = path.resolve(import.meta.dirname, '../../../shared/specs')

interface Schema {
  readonly type?: string
  readonly $ref?: string
  readonly enum?: readonly string[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
}

interface Specification {
  readonly definitions: Readonly<Record<string, Schema>>
}

interface Example {
  readonly 'x-ms-vss-request-url': string
  readonly parameters: { readonly body?: Readonly<Record<string, unknown>> }
  readonly responses: Readonly<Record<string, { readonly body: unknown }>>
}

const file = (name: string) =>
  JSON.parse(readFileSync(path.join(folder, name), 'utf8').replace(/^\uFEFF/, '')) as unknown
// Their shape is the subject of this test: a file in another one fails it.
const example = (name: string) => file(name) as Example
const specification = (name: string) => file(name) as Specification

const kindOf = (value: unknown) => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value)
const entries = (value: unknown) => Object.entries(value as object)

/** Every field that the example has and the answer has not, or has with another type. */
function missing(published: unknown, answered: unknown, place = ''): string[] {
  if (kindOf(published) !== kindOf(answered)) {
    return [`${place}: ${kindOf(answered)} where ${kindOf(published)} is published`]
  }
  if (kindOf(published) === 'array') {
    const first = (answered as readonly unknown[])[0]
    return (published as readonly unknown[]).slice(0, 1).flatMap((one) => missing(one, first, `${place}[0]`))
  }
  if (kindOf(published) !== 'object') return []
  const own = Object.fromEntries(entries(answered)) as Record<string, unknown>
  return entries(published).flatMap(([name, value]) => missing(value, own[name], `${place}.${name}`))
}

/** Every field of the answer that the definition does not name, or names with another type; null is any type. */
function unknownFields(schemas: Specification, schema: Schema, answered: unknown, place = ''): string[] {
  const definition = schema.$ref ? schemas.definitions[schema.$ref.replace('#/definitions/', '')] : schema
  if (!definition || answered === null) return definition ? [] : [`${place}: no such definition`]
  if (definition.enum) {
    return definition.enum.some((one) => one === answered)
      ? []
      : [`${place}: ${JSON.stringify(answered)} is not listed`]
  }
  if (definition.type === 'array') {
    return (answered as readonly unknown[]).flatMap((one, at) =>
      unknownFields(schemas, definition.items ?? {}, one, `${place}[${at}]`)
    )
  }
  if (definition.properties) {
    const { properties } = definition
    return entries(answered).flatMap(([name, value]) => {
      const field = properties[name]
      return field
        ? unknownFields(schemas, field, value, `${place}.${name}`)
        : [`${place}.${name} is not published`]
    })
  }
  return definition.type === kindOf(answered)
    ? []
    : [`${place}: ${kindOf(answered)}, not ${String(definition.type)}`]
}

if (!existsSync(folder)) {
  console.log('not run: specifications not beside the project')
  it.skip('not run: specifications not beside the project', () => undefined)
} else {
  describe('the published examples', () => {
    const madeAt = Date.parse('2020-11-02T22:56:52.103Z')
    let directory: string
    let simulator: Simulator
    let client: PracticeClient
    let authorization: string

    beforeAll(async () => {
      directory = mkdtempSync(path.join(tmpdir(), 'simulator-specifications-'))
      simulator = await startSimulator({ directory, now: () => madeAt })
      client = createPracticeClient(simulator)
      authorization = `Bearer ${await practiceBearer(client, 'developer@contoso.example')}`
    })

    afterAll(async () => {
      await client.close()
      await simulator.close()
      rmSync(directory, { recursive: true, force: true })
    })

    async function replay(one: Example, method: string, change: Readonly<Record<string, string>> = {}) {
      const url = new URL(one['x-ms-vss-request-url'])
      for (const [name, value] of Object.entries(change)) {
        if (url.searchParams.has(name)) url.searchParams.set(name, value)
      }
      const body = one.parameters.body && { ...one.parameters.body, ...change }
      const response = await client.send(url.href, {
        method,
        headers: { authorization, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {})
      })
      const text = await response.text()
      return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as unknown }
    }

    const published = (one: Example) => one.responses['200']?.body
    const tokens = () => specification('pats/tokens.json')

    async function made(): Promise<{ readonly authorizationId: string }> {
      const answer = await replay(example('pats/CreatePat.json'), 'POST')
      return (answer.body as { readonly patToken: { readonly authorizationId: string } }).patToken
    }

    it('of create is answered to the last digit', async () => {
      const one = example('pats/CreatePat.json')
      const answer = await replay(one, 'POST')
      expect(missing(published(one), answer.body)).toEqual([])
      expect(unknownFields(tokens(), { $ref: '#/definitions/PatTokenResult' }, answer.body)).toEqual([])
      const anyText = expect.any(String) as string
      const { patToken, ...rest } = published(one) as { readonly patToken: object }
      expect(answer.body).toMatchObject({
        ...rest,
        patToken: { ...patToken, authorizationId: anyText, token: anyText }
      })
    })

    it('of update is answered to the last digit', async () => {
      const one = example('pats/UpdatePat.json')
      const { authorizationId } = await made()
      const answer = await replay(one, 'PUT', { authorizationId })
      expect(unknownFields(tokens(), { $ref: '#/definitions/PatTokenResult' }, answer.body)).toEqual([])
      const { patToken, ...rest } = published(one) as { readonly patToken: object }
      expect(answer.body).toMatchObject({
        ...rest,
        patToken: { ...patToken, authorizationId, validFrom: '2020-11-02T22:56:52.1033333Z' }
      })
    })

    it('of get has the same fields', async () => {
      const one = example('pats/GetPat.json')
      const { authorizationId } = await made()
      const answer = await replay(one, 'GET', { authorizationId })
      expect(answer.status).toBe(200)
      expect(missing(published(one), answer.body)).toEqual([])
      expect(unknownFields(tokens(), { $ref: '#/definitions/PatTokenResult' }, answer.body)).toEqual([])
    })

    it('of list has the same fields', async () => {
      const one = example('pats/ListPats.json')
      await replay(example('pats/UpdatePat.json'), 'PUT', await made())
      // The first of the example is a global token, and so is the one just changed.
      const answer = await replay(one, 'GET')
      const body = answer.body as { readonly patTokens: readonly { readonly targetAccounts: unknown }[] }
      const globalFirst = [...body.patTokens].sort((token) => (token.targetAccounts === null ? -1 : 1))
      expect(missing(published(one), { ...body, patTokens: globalFirst })).toEqual([])
      expect(unknownFields(tokens(), { $ref: '#/definitions/PagedPatTokens' }, body)).toEqual([])
    })

    it('of revoke has no body', async () => {
      const one = example('pats/RevokePat.json')
      const { authorizationId } = await made()
      const answer = await replay(one, 'DELETE', { authorizationId })
      expect(Object.keys(one.responses)).toEqual([String(answer.status)])
      expect(answer.body).toBeNull()
    })

    it('of profile and accounts have the same fields', async () => {
      const profile = await replay(example('profile/ProfileMe.json'), 'GET')
      expect(missing(published(example('profile/ProfileMe.json')), profile.body)).toEqual([])
      const { id } = profile.body as { readonly id: string }
      const one = example('accounts/AccountsByMember.json')
      const accounts = await replay(one, 'GET', { memberId: id })
      expect(missing(published(one), accounts.body)).toEqual([])
      const schemas = specification('accounts/accounts.json')
      const { value } = accounts.body as { readonly value: readonly unknown[] }
      expect(
        value.flatMap((account) => unknownFields(schemas, { $ref: '#/definitions/Account' }, account))
      ).toEqual([])
    })

    it('list every error that the simulator refuses with, and each of theirs can be ordered', async () => {
      const listed = tokens().definitions.PatTokenResult?.properties?.patTokenError?.enum ?? []
      expect(listed).toHaveLength(37)
      expect(ownErrors.filter((error) => !listed.includes(error))).toEqual([])
      for (const error of listed.filter((one) => one !== 'none')) {
        simulator.refuseNextCreate(error)
        const answer = await replay(example('pats/CreatePat.json'), 'POST')
        expect(answer).toMatchObject({ status: 200, body: { patToken: null, patTokenError: error } })
      }
    })
  })
}
