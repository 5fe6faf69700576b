/**
 * The specs that cannot run on real Electron (`TOKEN_TRAY_ON=electron`), each with its reason. Clocks can be driven on
 * the stand-in only: a real Chromium hangs when its clock jumps, and there it is part of the app's own processes.
 */
export const onStandInOnly: Readonly<Record<string, string>> = {
  canary: 'reads what the stand-in records of the bridge',
  faults: 'drives the clock',
  'keychain-states': 'drives the clock',
  questions: 'presses the buttons of the stand-in’s dialogs',
  refusals: 'drives the clock',
  reminders: 'drives the clock',
  remotes: 'presses the buttons of the stand-in’s dialogs',
  'secret-is-nowhere': 'looks for the stand-in’s processes',
  'start-practice': 'joins the stand-in’s window by its profile',
  tour: 'is run by the stand-in',
  'tray-icon': 'drives the clock',
  'virtual-year': 'drives the clock'
}
