import 'reflect-metadata'
import { createHash, randomBytes, webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const year = 365.25 * 24 * 60 * 60 * 1000

/** A certificate authority, made at start and gone at the end, and one certificate of it for all these hosts. */
export async function createCertificate(hosts: readonly string[]) {
  x509.cryptoProvider.set(webcrypto as Crypto) // the package asks for the DOM's name of the same object
  const newKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const [authorityKeys, hostKeys] = await Promise.all([newKeys(), newKeys()])
  const common = () => ({
    serialNumber: `00${randomBytes(15).toString('hex')}`,
    // A driven clock in a client may be years off and must still find the certificates valid.
    notBefore: new Date(Date.now() - 3 * year),
    notAfter: new Date(Date.now() + 20 * year),
    signingAlgorithm: algorithm
  })
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...common(),
    name: 'CN=TEST ONLY practice organization',
    keys: authorityKeys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey)
    ]
  })
  const leaf = await x509.X509CertificateGenerator.create({
    ...common(),
    subject: 'CN=practice organization',
    issuer: authority.subject,
    publicKey: hostKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    extensions: [
      new x509.SubjectAlternativeNameExtension(hosts.map((value) => ({ type: 'dns' as const, value }))),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      await x509.AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey)
    ]
  })
  const key = await webcrypto.subtle.exportKey('pkcs8', hostKeys.privateKey)
  return {
    /** PEM, for whoever is to trust the authority. */
    authority: authority.toString('pem'),
    /** Base64 of the SHA-256 of the authority's public key, as `--ignore-certificate-errors-spki-list` wants it. */
    hash: createHash('sha256').update(Buffer.from(authority.publicKey.rawData)).digest('base64'),
    /** What a server identifies itself with. The authority is sent along, so that its hash covers every host. */
    identity: {
      key: x509.PemConverter.encode(key, 'PRIVATE KEY'),
      cert: `${leaf.toString('pem')}\n${authority.toString('pem')}`
    }
  }
}
