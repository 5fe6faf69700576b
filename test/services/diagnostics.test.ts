import { describe, expect, it } from 'vitest'
import { tokenText } from '../fakes/pat-api.js'
import { code, createCoreOnFakes, wish } from './core-on-fakes.js'

describe('the diagnostics', () => {
  it('are states and numbers and the end of the log, without a name or a secret of their own', async () => {
    const { call, core, logged } = createCoreOnFakes()
    await call.createToken(wish)
    await core.state.lookUp()
    logged.push('vault.late call="get" limit=10000', `odd ${tokenText(1)}`)
    const { text } = await call.getDiagnostics(null)
    expect(text).toContain('Token Tray 0.1.0 on linux\nkeychain: ready; tray: shown\n')
    expect(text).toContain('tokens: 1 active; values: 1 keychain\n')
    expect(text).toContain('messages refused: {"ipc.invalid":3}\n')
    expect(text).toContain('\nvault.late call="get" limit=10000\nodd [redacted]\n')
    for (const name of ['contoso', 'Push code', 'ada', 'LAPTOP', tokenText(1)])
      expect(text).not.toContain(name)
  })

  it('are saved exactly as they were shown, and not before', async () => {
    const { call, logged, saved } = createCoreOnFakes()
    await expect(call.saveDiagnostics(null)).rejects.toMatchObject(code('invalid-input'))
    const { text } = await call.getDiagnostics(null)
    logged.push('later')
    expect(await call.saveDiagnostics(null)).toEqual({ saved: true })
    expect(saved).toEqual([['token-tray-diagnostics.txt', text]])
  })
})
