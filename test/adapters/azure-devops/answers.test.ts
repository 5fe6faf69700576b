import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readAnswer, refusal } from '../../../electron/adapters/azure-devops/answers.js'
import type { HttpAnswer } from '../../../electron/services/ports/http.js'
import { empty, json, signInPage } from '../../fakes/http.js'

const errorBody = (typeKey: string, message: string): Record<string, unknown> => ({
  $id: '1',
  innerException: null,
  message,
  typeName: `Microsoft.${typeKey}, Microsoft`,
  typeKey,
  errorCode: 0,
  eventId: 3000
})
const codes = (answer: HttpAnswer): string[] => [
  refusal(answer, 'bearer', 'contoso').code,
  refusal(answer, 'basic', 'contoso').code
]
const both = (code: string): string[] => [code, code]
const again = ['sign-in-again', 'token-not-accepted']

describe('an answer of Azure DevOps that is no success', () => {
  it.each([
    ['a sign-in page as 203', signInPage(), again],
    ['a sign-in page as 200', signInPage(200), again],
    [
      'a redirect to a sign-in page',
      empty(302, { location: 'https://spsprodeus2.vssps.visualstudio.com/_signin' }),
      again
    ],
    [
      'an empty 401 of a token',
      empty(401, { 'www-authenticate': 'Basic realm="https://tfsprod.visualstudio.com/"' }),
      again
    ],
    ['a 401 of a bearer', json(errorBody('UnauthorizedRequestException', 'TF400813: …'), 401), again],
    [
      'a caller that may not call',
      json(errorBody('InvalidAccessException', 'The requested operation is not allowed.'), 401),
      both('access-denied')
    ],
    ['a 403', json(errorBody('AccessCheckException', 'TF402455'), 403), both('access-denied')],
    [
      'a repository that may not be seen',
      json(errorBody('GitRepositoryNotFoundException', 'TF401019'), 404),
      both('access-denied')
    ],
    ['a 404', empty(404), both('organization-not-found')],
    [
      'a 400',
      json(errorBody('VssInvalidPreviewVersionException', 'The -preview flag must be supplied'), 400),
      both('request-refused')
    ],
    [
      'a 429',
      json(errorBody('RequestBlockedException', 'TF400733'), 429, { 'retry-after': '30' }),
      both('rate-limited')
    ],
    ['a 500', { ...signInPage(500) }, both('service-unavailable')],
    ['a 503', empty(503), both('service-unavailable')],
    [
      'conditional access as JSON',
      json(errorBody('VssServiceException', 'VS403463: The conditional access policy …'), 401),
      both('conditional-access')
    ],
    [
      'conditional access as a page',
      { ...signInPage(200), body: '<title>VS403463: The conditional access policy</title>' },
      both('conditional-access')
    ],
    [
      'conditional access in a header',
      empty(401, { 'x-tfs-serviceerror': 'VS403463%3A+The+conditional+access+policy' }),
      both('conditional-access')
    ],
    ['a teapot', empty(418), both('unexpected-answer')],
    ['a 200 that is neither JSON nor a page', { ...empty(200), body: 'ok' }, both('unexpected-answer')]
  ])('%s is told to bearer and token as what it is for each', (_name, answer, expected) => {
    expect(codes(answer)).toEqual(expected)
  })

  it('carries what a person can use: status, message, seconds to wait', () => {
    expect(
      refusal(json(errorBody('X', 'Too much.'), 429, { 'retry-after': '30' }), 'bearer', 'contoso').facts
    ).toEqual({
      organization: 'contoso',
      status: 429,
      typeKey: 'X',
      serviceMessage: 'Too much.',
      retryAfterSeconds: 30
    })
    expect(
      refusal(empty(503, { 'retry-after': '7', 'x-tfs-serviceerror': 'Back+%26+soon' }), 'bearer', 'contoso')
        .facts
    ).toEqual({ organization: 'contoso', status: 503, serviceMessage: 'Back & soon', retryAfterSeconds: 7 })
    expect(refusal(json({ ...errorBody('TF', 'm'), message: null }, 401), 'basic', 'contoso').facts).toEqual({
      organization: 'contoso',
      status: 401,
      typeKey: 'TF'
    })
    expect(refusal(empty(401, { 'x-tfs-serviceerror': '%' }), 'bearer', 'contoso').facts).toEqual({
      organization: 'contoso',
      status: 401,
      serviceMessage: '%'
    })
    expect(refusal(empty(429), 'bearer', 'contoso').facts).toEqual({ organization: 'contoso', status: 429 })
    expect(refusal(empty(418), 'bearer', 'contoso').facts).toEqual({ organization: 'contoso', status: 418 })
  })
})

describe('a bearer that lacks claims', () => {
  const claims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"},"x":"üÿ>?"}}'
  const challenge = (encoded: string) =>
    'Basic realm="https://tfsprod.visualstudio.com/", Bearer realm="", ' +
    'authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", ' +
    `error="insufficient_claims", claims="${encoded}"`
  const told = (header: string, caller: 'bearer' | 'basic' = 'bearer') =>
    refusal(empty(401, { 'www-authenticate': header }), caller, 'contoso')

  it.each(['base64', 'base64url'] as const)('is told which, from %s', (encoding) => {
    expect(told(challenge(Buffer.from(claims).toString(encoding)))).toMatchObject({
      code: 'sign-in-again',
      facts: { organization: 'contoso', status: 401, claims }
    })
  })

  it.each([
    ['other errors', challenge(btoa('{}')).replace('insufficient_claims', 'invalid_token')],
    ['nothing to decode', challenge('')],
    ['no claims at all', 'Bearer error="insufficient_claims"'],
    ['what is not JSON', challenge(btoa('not JSON'))],
    ['what is no object', challenge(btoa('"text"'))]
  ])('signs in as usual after %s', (_what, header) => {
    expect(told(header).facts).toEqual({ organization: 'contoso', status: 401 })
  })

  it('is never a token', () => {
    expect(told(challenge(btoa('{}')), 'basic')).toMatchObject({
      code: 'token-not-accepted',
      facts: { organization: 'contoso', status: 401 }
    })
    expect(told(challenge(btoa('{}')), 'basic').facts).not.toHaveProperty('claims')
  })
})

describe('a good answer', () => {
  const schema = z.object({ value: z.number() })

  it('may begin with a byte-order mark', () => {
    const answer = json({ value: 1 })
    expect(readAnswer({ ...answer, body: `\uFEFF${answer.body}` }, schema, 'bearer', 'contoso')).toEqual({
      value: 1
    })
  })

  it('is only that with status 200, JSON, and the form we know', () => {
    const read = (answer: HttpAnswer) => () => readAnswer(answer, schema, 'bearer', 'contoso')
    expect(read(json({ value: 1 }, 203))).toThrow('sign-in-again')
    expect(read({ ...json({ value: 1 }), headers: { 'content-type': 'text/html' } })).toThrow('sign-in-again')
    expect(read({ ...json({}), body: '{"value":' })).toThrow('unexpected-answer')
    expect(read(json({ value: 'one' }))).toThrow('unexpected-answer')
  })
})
