import { createHash } from 'node:crypto'
import { decideByHand, formOf, type PracticeClient } from './client.js'
import { azureDevOpsResource, practiceTenant } from './organizations.js'

interface PracticeLoginOrder {
  readonly account: string
  readonly tenant?: string
  readonly clientId?: string
  /** Short names. */
  readonly scopes?: readonly string[]
}

const verifier = 'a verifier, which is a secret of nobody here'

/** A sign-in by plain HTTP: through the pages and the token endpoint. Rejects where the pages give no code. */
export async function practiceLogin(client: PracticeClient, order: PracticeLoginOrder) {
  const { account, tenant = practiceTenant, clientId = '1c5b8f0a-6b0e-4d3e-9d7e-2f6a1b3c4d5e' } = order
  const { scopes = ['vso.pats', 'vso.pats_manage', 'vso.profile'] } = order
  const authority = `https://login.microsoftonline.com/${tenant}/oauth2/v2.0`
  const whoAndWhere = { client_id: clientId, redirect_uri: 'http://localhost' }
  const query = new URLSearchParams({
    ...whoAndWhere,
    response_type: 'code',
    response_mode: 'form_post',
    scope: scopes.map((id) => `${azureDevOpsResource}/${id}`).join(' '),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256'
  })
  const address = `${authority}/authorize?${query.toString()}`
  const { code } = formOf(await decideByHand(client, address, { account, decision: 'accept' })).fields
  if (code === undefined) throw new Error(`${account} gets no code at ${tenant}`)
  const form = { ...whoAndWhere, grant_type: 'authorization_code', code, code_verifier: verifier }
  const redeemed = await client.send(`${authority}/token`, {
    method: 'POST',
    body: new URLSearchParams(form)
  })
  // The simulator's own answer.
  const answer = (await redeemed.json()) as { readonly access_token: string; readonly refresh_token: string }
  return { accessToken: answer.access_token, refreshToken: answer.refresh_token }
}

/** Its access token, for an account of the first practice tenant. */
export const practiceBearer = async (
  client: PracticeClient,
  account: string,
  scopes?: readonly string[]
): Promise<string> => (await practiceLogin(client, { account, ...(scopes && { scopes }) })).accessToken
