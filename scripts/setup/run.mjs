// Starting other programs, without blocking and without a shell where one can be avoided.
import { spawn } from 'node:child_process'

/**
 * Runs a program to its end. `silent` keeps its output for the result; otherwise a person sees it.
 * A program that is not there ends with status 127.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, silent?: boolean }} [options]
 * @returns {Promise<{ status: number, stdout: string, stderr: string }>}
 */
export function run(program, args, { cwd, env = process.env, silent = true } = {}) {
  return new Promise((resolve) => {
    // npm is a .cmd file on Windows, which only a shell starts. All arguments are constants of ours.
    const child = spawn(program, args, {
      cwd,
      env,
      shell: process.platform === 'win32' && program === 'npm',
      stdio: silent ? ['ignore', 'pipe', 'pipe'] : 'inherit'
    })
    let stdout = ''
    let stderr = ''
    child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text))
    child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text))
    child.on('error', (error) => resolve({ status: 127, stdout, stderr: `${stderr}${error.message}` }))
    child.on('close', (code) => resolve({ status: code ?? 1, stdout, stderr }))
  })
}
