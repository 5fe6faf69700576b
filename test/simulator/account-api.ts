import type { Caller, World, Identify } from './callers.js'
import { answerJson } from './exchange.js'
import type { Answered, Exchange, Handler } from './exchange.js'
import { isCollection, isMember } from './organizations.js'
import type { Organization, Person } from './organizations.js'
import {
  bearerRefused,
  isPreview,
  serviceError,
  signInNeeded,
  tokenRefused,
  versionRefused
} from './refusals.js'
import { serviceDate } from './service-date.js'

/** The anonymous identity (azure-devops.md 3). */
const anonymous = { id: 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa', name: 'Anonymous', account: 'Anonymous' }

/** Of the whole practice service; the same in every organization's `connectionData`. */
const deploymentId = '3f1b6c0d-8e2a-4d57-9c61-7a4b5e8f9d02'

/** `{organization}/_apis/connectionData`: who the credential is (azure-devops.md 3). */
export function createConnectionData(
  identify: Identify
): (exchange: Exchange, organization: Organization) => Answered {
  return (exchange, organization) => {
    if (!isPreview(exchange, true)) return versionRefused(exchange)
    const caller = identify(exchange, organization)
    const member =
      (caller.kind === 'token' || caller.kind === 'person') && isMember(caller.person, organization)
    if (!member && !organization.publicProjects) return refuse(exchange, caller)
    const onServer = isCollection(organization)
    const who = member
      ? {
          id: caller.person.oid,
          name: caller.person.name,
          // A Server knows its people by their Windows accounts.
          account: onServer ? caller.person.upn.replace(/@.*/, '') : caller.person.upn
        }
      : anonymous
    const identity = {
      id: who.id,
      descriptor: `Microsoft.IdentityModel.Claims.ClaimsIdentity;${organization.tenant ?? ''}\\${who.account}`,
      subjectDescriptor: `aad.${Buffer.from(who.id).toString('base64url')}`,
      providerDisplayName: who.name,
      isActive: true,
      properties: { Account: { $type: 'System.String', $value: who.account } }
    }
    return answerJson(
      exchange,
      200,
      {
        authenticatedUser: identity,
        authorizedUser: identity,
        instanceId: organization.id,
        deploymentId,
        deploymentType: onServer ? 'onPremises' : 'hosted',
        locationServiceData: {
          serviceOwner: '00025394-6065-48ca-87d9-7f5672854ef7',
          defaultAccessMappingMoniker: 'PublicAccessMapping',
          lastChangeId: 1,
          lastChangeId64: 1
        }
      },
      { 'x-vss-userdata': `${who.id}:${who.account}` }
    )
  }
}

function refuse(exchange: Exchange, caller: Caller): Answered {
  switch (caller.kind) {
    case 'person':
      return bearerRefused(exchange)
    case 'token':
    case 'dead-token':
      return tokenRefused(exchange)
    case 'unknown':
      return caller.scheme === 'basic' ? tokenRefused(exchange) : signInNeeded(exchange)
    case 'nobody':
      return signInNeeded(exchange)
    default:
      return caller satisfies never
  }
}

/** `app.vssps.visualstudio.com`: the profile and the organizations of whoever signed in. */
export function createAccountApi({ organizations, identify, now }: World): Handler {
  const profile = (person: Person) => ({
    displayName: person.name,
    publicAlias: person.oid,
    emailAddress: person.upn,
    coreRevision: 1,
    timeStamp: serviceDate(now()),
    id: person.oid,
    revision: 1
  })

  const accounts = (person: Person) => {
    const value = organizations
      .filter((one) => isMember(person, one) && !isCollection(one))
      .map((one) => ({
        accountId: one.id,
        accountUri: `https://vssps.dev.azure.com/${one.name}/`,
        accountName: one.name,
        properties: {}
      }))
    return { count: value.length, value }
  }

  return (exchange) => {
    const caller = identify(exchange, null)
    // Signed in people only: a token gets a 401 here, whatever its scope (azure-devops.md 3).
    if (caller.kind !== 'person') return refuse(exchange, caller)
    if (!caller.scopes.some((one) => one === 'vso.profile' || one === 'user_impersonation'))
      return bearerRefused(exchange)
    const { pathname, searchParams } = exchange.url
    switch (pathname.toLowerCase()) {
      case '/_apis/profile/profiles/me':
        return answerJson(exchange, 200, profile(caller.person))
      case '/_apis/accounts': {
        const member = searchParams.get('memberId') ?? searchParams.get('ownerId')
        if (member === caller.person.oid) return answerJson(exchange, 200, accounts(caller.person))
        const message = 'One of memberId or ownerId is required, and it is the one who asks.'
        return serviceError(exchange, 400, { message, typeKey: 'VssPropertyValidationException' })
      }
      default:
        return serviceError(exchange, 404, { message: 'Not found.', typeKey: 'VssResourceNotFoundException' })
    }
  }
}
