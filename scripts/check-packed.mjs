// electron-builder's afterPack: stops a package that could not keep a token.
import { existsSync } from 'node:fs'
import path from 'node:path'

/** electron-builder's numbers for processors (builder-util, Arch). */
const archNames = ['ia32', 'x64', 'armv7l', 'arm64', 'universal']

/**
 * The parts of keytar that must lie beside the archive, relative to the folder of unpacked files.
 * @param {string} platform
 * @param {string} arch
 */
export function keytarParts(platform, arch) {
  return ['package.json', 'lib/keytar.js', `prebuilds/${platform}-${arch}/keytar.node`].map(
    (part) => `node_modules/keytar/${part}`
  )
}

/**
 * Throws when keytar's loader or the binding of the target is missing.
 * @param {{ appOutDir: string, electronPlatformName: string, arch: number, packager: { appInfo: { productFilename: string } } }} context
 */
export function afterPack({ appOutDir, electronPlatformName, arch, packager }) {
  const resources =
    electronPlatformName === 'darwin'
      ? path.join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents', 'Resources')
      : path.join(appOutDir, 'resources')
  const missing = keytarParts(electronPlatformName, archNames[arch] ?? String(arch)).filter(
    (part) => !existsSync(path.join(resources, 'app.asar.unpacked', part))
  )
  if (missing.length > 0)
    throw new Error(`The package lacks ${missing.join(', ')}: pack on the target's own system.`)
}
