import { mayDo, refused, type Identify, type Site, type World } from './callers.js'
import { answerJson, type Handler } from './exchange.js'
import { copyAddress, isCollection, isMember } from './organizations.js'
import { bearerRefused, notFound, serviceError, versionRefused } from './refusals.js'
import { serviceDate } from './token-api.js'

/** The anonymous identity (azure-devops.md 3). */
const anonymous = { oid: 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa', name: 'Anonymous', upn: 'Anonymous' }

/** `_apis/connectionData`: who the credential is (azure-devops.md 3). */
export const connectionData: Site = (asked) => {
  const { organization, caller } = asked
  const wrongVersion = versionRefused(asked, false)
  if (wrongVersion) return wrongVersion
  const member = 'person' in caller && isMember(caller.person, organization)
  if (!member && !organization.publicProjects) return refused(asked, caller)
  const { oid, name, upn } = member ? caller.person : anonymous
  const onServer = isCollection(organization)
  // A Server knows its people by their Windows accounts.
  const account = onServer ? upn.replace(/@.*/, '') : upn
  const identity = {
    id: oid,
    descriptor: `Microsoft.IdentityModel.Claims.ClaimsIdentity;${organization.tenant ?? ''}\\${account}`,
    subjectDescriptor: `aad.${Buffer.from(oid).toString('base64url')}`,
    providerDisplayName: name,
    properties: { Account: { $type: 'System.String', $value: account } }
  }
  return answerJson(
    200,
    {
      authenticatedUser: identity,
      authorizedUser: identity,
      instanceId: organization.id,
      deploymentType: onServer ? 'onPremises' : 'hosted'
    },
    { 'x-vss-userdata': `${oid}:${account}` }
  )
}

/** `_apis/git/repositories`: what a token for code can see. */
export const repositories: Site = (asked) => {
  const { organization, caller } = asked
  if (!mayDo(caller, 'vso.code')) return refused(asked, caller)
  const { project, repository } = organization
  const own = { ...repository, project, remoteUrl: copyAddress(organization), isDisabled: false }
  return answerJson(200, { value: [own], count: 1 })
}

/** `app.vssps.visualstudio.com`: the profile and the organizations of whoever signed in. */
export function createAccountApi({ organizations, now }: World, identify: Identify): Handler {
  return (exchange) => {
    const caller = identify(exchange, null)
    // Signed in people only: a token gets a 401 here, whatever its scope (azure-devops.md 3).
    if (caller.kind !== 'person') return refused(exchange, caller)
    const { person, scopes } = caller
    if (!scopes.includes('vso.profile') && !scopes.includes('user_impersonation')) return bearerRefused()
    const { pathname, searchParams } = exchange.url
    switch (pathname.toLowerCase()) {
      case '/_apis/profile/profiles/me':
        return answerJson(200, {
          displayName: person.name,
          publicAlias: person.oid,
          emailAddress: person.upn,
          coreRevision: 1,
          timeStamp: serviceDate(now()),
          id: person.oid,
          revision: 1
        })
      case '/_apis/accounts': {
        if ((searchParams.get('memberId') ?? searchParams.get('ownerId')) !== person.oid) {
          const message = 'One of memberId or ownerId is required, and it is the one who asks.'
          return serviceError(400, 'VssPropertyValidationException', message)
        }
        const value = organizations
          .filter((one) => isMember(person, one) && !isCollection(one))
          .map(({ id, name }) => ({
            accountId: id,
            accountUri: `https://vssps.dev.azure.com/${name}/`,
            accountName: name,
            properties: {}
          }))
        return answerJson(200, { count: value.length, value })
      }
      default:
        return notFound()
    }
  }
}
