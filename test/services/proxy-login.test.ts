import { describe, expect, it } from 'vitest'
import { createProxyLogin } from '../../electron/services/proxy-login.js'

const question = { host: 'proxy.example:8080', realm: 'Office' }
const given = { username: 'ada', password: 'hush' }

function make() {
  let changes = 0
  const login = createProxyLogin(() => {
    changes += 1
  })
  return { login, changes: () => changes }
}

describe("the proxy's log-in", () => {
  it('is asked once for all requests that wait for it', async () => {
    const { login, changes } = make()
    const answers = [login.ask(question, false), login.ask(question, false)]
    expect(login.pending()).toEqual(question)
    expect(changes()).toBe(1)
    login.answer(given)
    const [first, second] = await Promise.all(answers)
    expect(first?.username).toBe('ada')
    expect(first?.password.reveal()).toBe('hush')
    expect(second).toBe(first)
    expect(login.pending()).toBeNull()
    expect(changes()).toBe(2)
  })

  it('is remembered for later requests until it is refused', async () => {
    const { login } = make()
    const first = login.ask(question, false)
    login.answer(given)
    await first
    expect((await login.ask(question, false))?.username).toBe('ada')
    expect(login.pending()).toBeNull()
    void login.ask(question, true)
    expect(login.pending()).toEqual(question)
  })

  it('may be declined, and is asked again by the next request', async () => {
    const { login } = make()
    const first = login.ask(question, false)
    login.answer(null)
    expect(await first).toBeNull()
    void login.ask(question, false)
    expect(login.pending()).toEqual(question)
  })

  it('of another proxy takes the place of the question before', async () => {
    const { login } = make()
    const first = login.ask(question, false)
    void login.ask({ ...question, host: 'other.example:8080' }, false)
    expect(await first).toBeNull()
    expect(login.pending()?.host).toBe('other.example:8080')
  })

  it('that nobody asked for changes nothing', () => {
    const { login, changes } = make()
    login.answer(given)
    expect(changes()).toBe(0)
  })
})
