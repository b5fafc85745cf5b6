import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whether the other side of S/MIME is on this machine. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** What `openssl` makes of its arguments and its input; throws with what it says. */
export const openssl = (args: readonly string[], input: Uint8Array | string = ''): Buffer =>
  execFileSync('openssl', args, { input, stdio: ['pipe', 'pipe', 'pipe'], maxBuffer: 200_000_000 });

/** A person with a certificate: paths and contents, PEM. */
export type Certified = {
  readonly address: string;
  readonly keyFile: string;
  readonly certificateFile: string;
  readonly key: string;
  readonly certificate: string;
};

type Wish = {
  readonly kind?: 'rsa' | 'ec';
  /** With the key of that one, which takes long to make; else with its own. */
  readonly keyOf?: Certified;
  /** Days from now, negative for one that is over. */
  readonly days?: number;
  /** Signed by that one; else by itself. */
  readonly by?: Certified;
  readonly isAuthority?: boolean;
  readonly usage?: string;
  /** As `openssl` writes it: `digitalSignature,keyEncipherment`; without the extension when absent. */
  readonly keyUsage?: string;
  /** What it calls its owner; else the local part. */
  readonly name?: string;
};

let serial = 1000;

/** Makes a key and a certificate for an address in a folder. */
export function certified(folder: string, address: string, wish: Wish = {}): Certified {
  const { kind = 'rsa', keyOf, days = 365, by, isAuthority = false, usage = 'emailProtection', keyUsage } = wish;
  const name = `${address.replace(/\W/g, '-')}-${++serial}`;
  const keyFile = keyOf?.keyFile ?? join(folder, `${name}.key`);
  const certificateFile = join(folder, `${name}.pem`);
  const algorithm = kind === 'rsa' ? ['RSA', 'rsa_keygen_bits:2048'] : ['EC', 'ec_paramgen_curve:P-256'];
  if (!keyOf) openssl(['genpkey', '-algorithm', algorithm[0] ?? '', '-pkeyopt', algorithm[1] ?? '', '-out', keyFile]);
  const extensions = join(folder, `${name}.cnf`);
  writeFileSync(
    extensions,
    [
      `subjectAltName=email:${address}`,
      `basicConstraints=critical,CA:${isAuthority ? 'TRUE' : 'FALSE'}`,
      'subjectKeyIdentifier=hash',
      ...(isAuthority ? [] : [`extendedKeyUsage=${usage}`]),
      ...(keyUsage ? [`keyUsage=critical,${keyUsage}`] : []),
    ].join('\n'),
  );
  const request = openssl([
    'req',
    '-new',
    '-key',
    keyFile,
    '-utf8',
    '-subj',
    `/CN=${wish.name ?? address.split('@')[0]}/O=Example`,
  ]);
  const signer = by ? ['-CA', by.certificateFile, '-CAkey', by.keyFile] : ['-signkey', keyFile];
  const certificate = openssl(
    [
      'x509',
      '-req',
      ...signer,
      '-set_serial',
      String(serial),
      '-days',
      String(days),
      '-extfile',
      extensions,
      '-sha256',
    ],
    request,
  );
  writeFileSync(certificateFile, certificate);
  return { address, keyFile, certificateFile, key: readFileSync(keyFile, 'utf8'), certificate: certificate.toString() };
}
