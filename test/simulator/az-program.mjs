/*
 * The practice `az`, copied beside its state by practice-az.ts. Knows the `account` commands that lead to a token,
 * and answers in the words of the real one.
 */
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import path from 'node:path'
import { connect } from 'node:tls'
import { URLSearchParams } from 'node:url'

const state = JSON.parse(readFileSync(path.join(import.meta.dirname, 'az.json'), 'utf8'))
const words = process.argv.slice(2)
const option = (name) => (words.includes(name) ? words[words.indexOf(name) + 1] : undefined)
const command = words.slice(0, 2).join(' ')

const print = (value) => console.log(JSON.stringify(value, null, 2))

function fail(message, code = 1) {
  console.error(`ERROR: ${message}`)
  process.exit(code)
}

function interactionNeeded(message) {
  fail(
    `${message}\nInteractive authentication is needed. Please run:\naz login --scope ${state.resource}/.default`
  )
}

/** Posts a form to Entra through the proxy, as Azure CLI does with HTTPS_PROXY. */
function post(url, form) {
  const { hostname, pathname } = new URL(url)
  return new Promise((resolve, reject) => {
    const proxy = new URL(state.proxy)
    const tunnel = { host: proxy.hostname, port: proxy.port, method: 'CONNECT', path: `${hostname}:443` }
    request(tunnel)
      .on('connect', (_, socket) => {
        const secure = connect({ socket, servername: hostname, ca: readFileSync(state.certificateFile) })
        const headers = { host: hostname, 'content-type': 'application/x-www-form-urlencoded' }
        const options = { path: pathname, method: 'POST', headers, createConnection: () => secure }
        request(options, (response) => {
          let body = ''
          response.setEncoding('utf8').on('data', (text) => (body += text))
          response.on('end', () => resolve(JSON.parse(body)))
        })
          .on('error', reject)
          .end(new URLSearchParams(form).toString())
      })
      .on('error', reject)
      .end()
  })
}

const accounts = state.tenants.map(({ tenantId, homeTenantId }, at) => ({
  cloudName: 'AzureCloud',
  homeTenantId,
  id: tenantId,
  isDefault: at === 0,
  managedByTenants: [],
  name: 'N/A(tenant level account)',
  state: 'Enabled',
  tenantId,
  user: { name: state.account, type: 'user' }
}))

async function accessToken() {
  const resource = option('--resource') ?? 'https://management.core.windows.net/'
  const named = option('--tenant')
  const tenant = named ?? accounts[0].tenantId
  if (state.mode === 'needs-interaction') {
    interactionNeeded(
      `AADSTS50076: Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '${resource}'. Trace ID: 6a1e Correlation ID: 7b2f Timestamp: 2026-11-23 09:00:00Z`
    )
  }
  const answer = await post(`https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`, {
    client_id: state.clientId,
    grant_type: 'refresh_token',
    refresh_token: state.refreshToken,
    scope: `${resource}/.default openid profile offline_access`
  })
  if (answer.error) interactionNeeded(answer.error_description)
  const ends = new Date(Date.now() + answer.expires_in * 1000)
  const two = (number) => String(number).padStart(2, '0')
  const day = [ends.getFullYear(), two(ends.getMonth() + 1), two(ends.getDate())].join('-')
  const time = [ends.getHours(), ends.getMinutes(), ends.getSeconds()].map(two).join(':')
  print({
    accessToken: answer.access_token,
    // Local time, as the real one writes it.
    expiresOn: `${day} ${time}.000000`,
    expires_on: Math.floor(ends.getTime() / 1000),
    ...(named === undefined ? { subscription: accounts[0].id } : {}),
    tenant,
    tokenType: 'Bearer'
  })
}

const signedOut = state.mode === 'signed-out'
if (state.mode === 'hangs') setInterval(() => undefined, 1000)
else if (command === 'account list') {
  if (signedOut) console.error('WARNING: Please run "az login" to access your accounts.')
  print(signedOut ? [] : accounts)
} else if (command !== 'account show' && command !== 'account get-access-token') {
  fail(`'${words.join(' ')}' is misspelled or not recognized by the system.`, 2)
} else if (signedOut) fail("Please run 'az login' to setup account.")
else if (command === 'account show') {
  const { cloudName, ...shown } = accounts[0]
  print({ environmentName: cloudName, ...shown })
} else await accessToken()
