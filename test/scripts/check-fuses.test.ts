import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { checkFuses, packedExecutables } from '../../scripts/check-fuses.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'token-tray-fuses-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})
const { electronFuses: configured } = parse(
  readFileSync(path.resolve(import.meta.dirname, '../../electron-builder.yml'), 'utf8')
) as { electronFuses: Record<string, boolean> }
/** The order of the wire (electron/electron build/fuses/fuses.json5). */
const order = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges'
]

/** A file with a wire in the middle, as Electron's executable has it. */
function executable(fuses: readonly string[]): string {
  const file = path.join(folder, 'electron')
  // The sentinel, the version of the wire, its length, and a sign for each fuse.
  const wire = `dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001${String.fromCharCode(fuses.length)}${fuses.join('')}`
  writeFileSync(file, `before${wire}after`)
  return file
}
const asConfigured = order.map((name) => (configured[name] === true ? '1' : '0'))

describe('the fuses of a packed app', () => {
  it('are all compared, and pass as they are configured', async () => {
    expect(Object.keys(configured).sort()).toEqual([...order].sort())
    expect(await checkFuses(executable(asConfigured), configured)).toBe(order.length)
  })

  it.each(
    order.flatMap(
      (name) =>
        [
          [name, 'turned'],
          [name, 'removed']
        ] as const
    )
  )('stop the package where %s is %s', async (name, how) => {
    const fuses = asConfigured.map((sign, at) =>
      order[at] !== name ? sign : how === 'removed' ? 'r' : sign === '1' ? '0' : '1'
    )
    await expect(checkFuses(executable(fuses), configured)).rejects.toThrow(name)
  })

  it('stop it where the wire is shorter than expected, or is none', async () => {
    await expect(checkFuses(executable(asConfigured.slice(0, 5)), configured)).rejects.toThrow(
      'onlyLoadAppFromAsar'
    )
    writeFileSync(path.join(folder, 'other'), 'no Electron')
    await expect(checkFuses(path.join(folder, 'other'), configured)).rejects.toThrow()
  })

  it('are looked for in every unpacked folder', () => {
    for (const place of [
      'linux-unpacked/token-tray',
      'win-unpacked/Token Tray.exe',
      'mac-arm64/Token Tray.app/x'
    ]) {
      mkdirSync(path.join(folder, 'dist', path.dirname(place)), { recursive: true })
      writeFileSync(path.join(folder, 'dist', place), '')
    }
    writeFileSync(path.join(folder, 'dist', 'builder-debug.yml'), '')
    const found = packedExecutables(path.join(folder, 'dist'), {
      productName: 'Token Tray',
      name: 'token-tray'
    })
    expect(found.map((file) => path.relative(path.join(folder, 'dist'), file)).sort()).toEqual([
      'linux-unpacked/token-tray',
      'mac-arm64/Token Tray.app',
      'win-unpacked/Token Tray.exe'
    ])
  })
})
