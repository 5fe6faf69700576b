/**
 * The line on something that the desktop does not have: on Linux that says nothing against Electron. Throws it elsewhere,
 * and in CI, where everything is to be there.
 * @param {string} what
 * @param {{ platform: string, environment: Readonly<Record<string, string | undefined>> }} here
 * @returns {string}
 */
export function lineOnLack(what, { platform, environment }) {
  if (platform !== 'linux' || (environment['CI'] ?? '') !== '') throw new Error(what)
  return `--     ${what}`
}
