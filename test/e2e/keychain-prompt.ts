import { runProgram } from './programs.js'
import type { RunningApp } from './running-app.js'

/** The keyring's own question, as the person sees it. */
export function promptOn(app: RunningApp): {
  isShown(): Promise<boolean>
  press(key: string): Promise<void>
  type(text: string): Promise<void>
} {
  const x = (...words: string[]) => runProgram('xdotool', words, app.env)
  return {
    isShown: async () => (await x('getwindowfocus', 'getwindowname')).output.startsWith('Unlock'),
    press: async (key) => {
      await x('key', key)
    },
    type: async (text) => {
      await x('type', text)
    }
  }
}
