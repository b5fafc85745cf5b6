import { type NetworkFault, networkFault } from '../../lib/network-fault.ts';
import { tlsMismatch } from '../../lib/tls-mismatch.ts';
import { messageOf } from './finding.ts';

/** `key`: where the server stands in the configuration, `mailboxes.support.imap`. */
type Remedy = (key: string) => string;

/** Why a mail server cannot be used, by what it, OpenSSL or the network says. The first row that fits counts. */
const FAULTS: readonly (readonly [said: RegExp, remedy: Remedy])[] = [
  [/^there is no folder/, (key) => `set ${key}.folder to one of them`],
  [
    /self[- ]signed certificate|unable to (?:get (?:local )?issuer|verify the first) certificate/i,
    (key) => `set ${key}.ca to a file with the certificate of its authority (PEM)`,
  ],
  [
    /certificate has expired|certificate is not yet valid/i,
    (key) => `have the certificate renewed, or correct the clock of this machine; ${key} is as it should be`,
  ],
  [/altnames|does not match certificate/i, (key) => `set ${key}.host to a name that the certificate is for`],
  [/ENOENT.*open '/, (key) => `correct ${key}.ca: the file is not there`],
  [
    /AUTHENTICATIONFAILED|authentication failed|invalid (?:login|credentials)|EAUTH|\b53[45]\b|Missing credentials/i,
    (key) => `correct ${key}: user and pass, or let programs log in at the provider of the mailbox`,
  ],
];

/** What to do where no connection comes about, or none lasts. */
const NETWORK: Readonly<Record<NetworkFault['kind'], Remedy>> = {
  refused: (key) => `start the server, or correct ${key}: host and port`,
  closed: (key) => `see the log of the server for why, or correct ${key}: host, port and tls`,
  unknown: (key) => `correct ${key}.host, or have the resolver of this machine know it`,
  unreachable: (key) => `start the server, or correct ${key}: host and port`,
  silent: (key) => `let this machine through the firewall to it, or correct ${key}: host and port`,
};

/** What is wrong with a server that cannot be used, and what to do about it. `place`: its `HOST:PORT`. */
export function serverFault(
  error: unknown,
  key: string,
  place: string,
): { readonly finding: string; readonly remedy: string } {
  const finding = messageOf(error);
  const code = error instanceof Error && 'code' in error ? ` ${error.code}` : '';
  const said = `${finding}${code}${isLoginRefused(error) ? ' AUTHENTICATIONFAILED' : ''}`;
  const mismatch = tlsMismatch(finding);
  if (mismatch !== null) return mismatch;
  const [, remedy] = FAULTS.find(([pattern]) => pattern.test(said)) ?? [];
  if (remedy !== undefined) return { finding, remedy: remedy(key) };
  const network = networkFault(error, place);
  return network === null
    ? { finding, remedy: `check ${key}: host, port, tls, user and pass` }
    : { finding: network.finding, remedy: NETWORK[network.kind](key) };
}

/** Some servers say so in words of their own. */
const isLoginRefused = (error: unknown): boolean =>
  error instanceof Error && 'authenticationFailed' in error && error.authenticationFailed === true;
