import { describe, expect, it } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import { Secret } from '../../electron/domain/secret.js'
import { createSignInService } from '../../electron/services/sign-in-service.js'
import { createFakeSignIn } from '../fakes/sign-in.js'
import { code } from './core-on-fakes.js'

const make = () => {
  const port = createFakeSignIn(new Secret('bearer'))
  return { port, service: createSignInService(port) }
}

describe('signing in', () => {
  it('waits for the person and says who it was', async () => {
    const { port, service } = make()
    const signedIn = service.signIn('contoso')
    port.finish('ada@contoso.example')
    expect(await signedIn).toEqual({ account: 'ada@contoso.example' })
  })

  it('can be cancelled, and then started again', async () => {
    const { port, service } = make()
    const first = service.signIn('contoso')
    service.cancel()
    await expect(first).rejects.toMatchObject(code('sign-in-cancelled'))
    const second = service.signIn('contoso')
    port.finish('ada')
    expect(await second).toEqual({ account: 'ada' })
    service.cancel()
  })

  it('ends the one before, whose late answer counts for nothing', async () => {
    let finishFirst: (value: { account: string }) => void = () => undefined
    let calls = 0
    const deaf = createFakeSignIn(new Secret('bearer'))
    // A port that does not hear its signal in time.
    const service = createSignInService({
      ...deaf,
      signIn: (organization, signal) => {
        calls += 1
        return calls === 1
          ? new Promise((resolve) => {
              finishFirst = resolve
            })
          : deaf.signIn(organization, signal)
      }
    })
    const first = service.signIn('contoso')
    const second = service.signIn('fabrikam')
    finishFirst({ account: 'eve' })
    await expect(first).rejects.toMatchObject(code('sign-in-cancelled'))
    deaf.finish('ada')
    expect(await second).toEqual({ account: 'ada' })
  })

  it('passes on why it did not work', async () => {
    const { port } = make()
    const service = createSignInService({
      ...port,
      signIn: () => Promise.reject(new AppFailure('consent-needed'))
    })
    await expect(service.signIn('contoso')).rejects.toMatchObject(code('consent-needed'))
  })

  it('is given up when the person signs out', async () => {
    const { service } = make()
    const waiting = service.signIn('contoso')
    await Promise.all([service.signOut(), expect(waiting).rejects.toMatchObject(code('sign-in-cancelled'))])
  })
})
