// Starting other programs, without blocking and without a shell where one can be avoided.
import { spawn } from 'node:child_process'

const stopSignals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * Runs a program to its end; when this process is told to stop, the program is stopped first, so that nothing goes on
 * working behind the back of the next run. `onStart` is told its process id.
 * A program that is not there ends with status 127.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, onStart?: (processId: number) => void }} [options]
 * @returns {Promise<{ status: number, stdout: string, stderr: string }>}
 */
export function run(program, args, { cwd, onStart = () => {} } = {}) {
  return new Promise((resolve) => {
    // npm is a .cmd file on Windows, which only a shell starts. All arguments are constants of ours.
    const child = spawn(program, args, {
      cwd,
      shell: process.platform === 'win32' && program === 'npm',
      stdio: ['ignore', 'pipe', 'pipe']
    })
    if (child.pid !== undefined) onStart(child.pid)
    /** @type {NodeJS.Signals | null} */
    let stoppedBy = null
    /** @param {NodeJS.Signals} signal */
    const stop = (signal) => {
      stoppedBy = signal
      child.kill('SIGTERM')
    }
    for (const signal of stopSignals) process.on(signal, stop)
    let stdout = ''
    let stderr = ''
    child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text))
    child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text))
    child.on('error', (error) => resolve({ status: 127, stdout, stderr: `${stderr}${error.message}` }))
    child.on('close', (code) => {
      for (const signal of stopSignals) process.off(signal, stop)
      // No listener is left: the signal now ends this process as it was meant to.
      if (stoppedBy !== null) process.kill(process.pid, stoppedBy)
      resolve({ status: code ?? 1, stdout, stderr })
    })
  })
}
