import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readAnswer, refusal } from '../../../electron/adapters/azure-devops/answers.js'
import type { HttpAnswer } from '../../../electron/services/ports.js'
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
    expect(refusal(empty(429), 'bearer', 'contoso').facts).toEqual({ organization: 'contoso', status: 429 })
    expect(refusal(empty(418), 'bearer', 'contoso').facts).toEqual({ organization: 'contoso', status: 418 })
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
