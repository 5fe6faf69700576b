/*
 * The practice `az`: practice-az.ts writes its state and the program that starts it. Knows the `account` commands
 * that lead to a token, and answers in the words of the real one (Azure/azure-cli `profile/custom.py`, `auth/util.py`).
 */
import { readFileSync } from 'node:fs'
import { URLSearchParams } from 'node:url'
import { ProxyAgent, fetch } from 'undici'

const [stateFile = '', ...words] = process.argv.slice(2)
const state = JSON.parse(readFileSync(stateFile, 'utf8'))
const option = (name) => (words.includes(name) ? words[words.indexOf(name) + 1] : undefined)
const command = words.slice(0, 2).join(' ')
const print = (value) => console.log(JSON.stringify(value, null, 2))

function fail(message, code = 1) {
  console.error(`ERROR: ${message}`)
  process.exit(code)
}
const interactionNeeded = (message) =>
  fail(
    `${message}\nInteractive authentication is needed. Please run:\naz login --scope ${state.resource}/.default`
  )

const accounts = state.tenants.map((tenantId, at) => ({
  ...{ id: tenantId, tenantId, homeTenantId: state.tenants[0], name: 'N/A(tenant level account)' },
  ...{ isDefault: at === 0, state: 'Enabled', user: { name: state.account, type: 'user' } }
}))

async function accessToken() {
  const resource = option('--resource') ?? 'https://management.core.windows.net/'
  const tenant = option('--tenant') ?? accounts[0].tenantId
  if (state.mode === 'needs-interaction')
    interactionNeeded(
      `AADSTS50076: Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '${resource}'. Trace ID: 6a1e Correlation ID: 7b2f Timestamp: 2026-11-23 09:00:00Z`
    )
  const dispatcher = new ProxyAgent({
    uri: state.proxy,
    requestTls: { ca: readFileSync(state.certificateFile) }
  })
  const asked = await fetch(`https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: state.clientId,
      grant_type: 'refresh_token',
      refresh_token: state.refreshToken,
      scope: `${resource}/.default openid profile offline_access`
    }),
    dispatcher
  })
  const answer = await asked.json()
  await dispatcher.close()
  if (answer.error) interactionNeeded(answer.error_description)
  print({ accessToken: answer.access_token, tenant, tokenType: 'Bearer' })
}

const signedOut = state.mode === 'signed-out'
if (state.mode === 'hangs') setInterval(() => undefined, 1000)
else if (command === 'account list') print(signedOut ? [] : accounts)
else if (command !== 'account get-access-token')
  fail(`'${words.join(' ')}' is misspelled or not recognized by the system.`, 2)
else if (signedOut) fail("Please run 'az login' to setup account.")
else await accessToken()
