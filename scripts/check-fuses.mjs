// Reads back from a packed Electron what electron-builder.yml says of its fuses.
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'

/** The signs in the wire (electron/fuses src/constants.ts, which the package does not export). */
const sign = { off: '0'.charCodeAt(0), on: '1'.charCodeAt(0) }

/** electron-builder's names begin with a small letter, those of the fuses with a capital one. */
const fuseOf = (/** @type {string} */ name) =>
  /** @type {Record<string, FuseV1Options | undefined>} */ (/** @type {unknown} */ (FuseV1Options))[
    name.charAt(0).toUpperCase() + name.slice(1)
  ]

/**
 * Throws where a fuse of the executable, or of the .app, is not as configured.
 * @param {string} executable
 * @param {Readonly<Record<string, boolean>>} configured `electronFuses` of electron-builder.yml
 * @returns {Promise<number>} how many were compared
 */
export async function checkFuses(executable, configured) {
  const wire = /** @type {Record<number, number | undefined>} */ (
    /** @type {unknown} */ (await getCurrentFuseWire(executable))
  )
  const names = Object.keys(configured)
  const wrong = names.filter((name) => {
    const fuse = fuseOf(name)
    const wanted = configured[name] === true ? sign.on : sign.off
    return fuse === undefined || wire[fuse] !== wanted
  })
  if (wrong.length > 0) throw new Error(`Not as configured in ${executable}: ${wrong.join(', ')}`)
  return names.length
}

/**
 * The executables, or the .app, in electron-builder's unpacked folders.
 * @param {string} output electron-builder's output folder
 * @param {{ productName: string, name: string }} app
 * @returns {readonly string[]}
 */
export function packedExecutables(output, { productName, name }) {
  return readdirSync(output, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((folder) =>
      [`${productName}.app`, `${productName}.exe`, name].map((file) => path.join(output, folder.name, file))
    )
    .filter((file) => existsSync(file))
}
