import 'reflect-metadata'
import { createHash, webcrypto } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import type { SecureContext } from 'node:tls'
import * as x509 from '@peculiar/x509'

export type CertificateAuthority = Awaited<ReturnType<typeof createCertificateAuthority>>

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const year = 365.25 * 24 * 60 * 60 * 1000

const newKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
const serialNumber = () => `00${Buffer.from(webcrypto.getRandomValues(new Uint8Array(15))).toString('hex')}`

/** A certificate authority in memory, made at start and gone at the end; nothing but this simulator's clients trusts it. */
export async function createCertificateAuthority() {
  x509.cryptoProvider.set(webcrypto as Crypto) // the package asks for the DOM's name of the same object
  const now = Date.now()
  // A driven clock in a client may be years off and must still find the certificates valid.
  const validity = { notBefore: new Date(now - 3 * year), notAfter: new Date(now + 20 * year) }
  const [ownKeys, hostKeys] = await Promise.all([newKeys(), newKeys()])
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=TEST ONLY practice organization',
    serialNumber: serialNumber(),
    ...validity,
    keys: ownKeys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(ownKeys.publicKey)
    ]
  })
  const certificate = authority.toString('pem')
  const key = x509.PemConverter.encode(
    await webcrypto.subtle.exportKey('pkcs8', hostKeys.privateKey),
    'PRIVATE KEY'
  )

  async function issue(host: string): Promise<SecureContext> {
    const leaf = await x509.X509CertificateGenerator.create({
      subject: `CN=${host}`,
      issuer: authority.subject,
      serialNumber: serialNumber(),
      ...validity,
      publicKey: hostKeys.publicKey,
      signingKey: ownKeys.privateKey,
      signingAlgorithm: algorithm,
      extensions: [
        new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: host }]),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        await x509.AuthorityKeyIdentifierExtension.create(ownKeys.publicKey)
      ]
    })
    // The authority is sent along, so that one hash in Chromium's list covers every host.
    return createSecureContext({ key, cert: `${leaf.toString('pem')}\n${certificate}` })
  }

  const issued = new Map<string, Promise<SecureContext>>()
  return {
    certificate,
    /** Base64 of the SHA-256 of the authority's public key, as `--ignore-certificate-errors-spki-list` wants it. */
    keyHash: createHash('sha256').update(Buffer.from(authority.publicKey.rawData)).digest('base64'),
    /** The TLS identity of one host, made when it is first asked for. */
    contextFor: (host: string) => {
      const context = issued.get(host) ?? issue(host)
      issued.set(host, context)
      return context
    }
  }
}
