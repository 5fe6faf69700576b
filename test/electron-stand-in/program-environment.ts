/**
 * The environment for programs that draw on the desktop: ours without what drives the clock of the main
 * process, because Chromium hangs when its clock is jumped.
 */
export function programEnvironment(own: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(own).filter(([name]) => name !== 'LD_PRELOAD' && !/^(DONT_)?FAKE(TIME|_)/.test(name))
  )
}
