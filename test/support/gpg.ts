import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Whether the other side of OpenPGP is on this machine. */
export const hasGpg = spawnSync('gpg', ['--version']).status === 0;

/** A key ring of GnuPG of its own. `close` ends the agent that it started. */
export type Gpg = {
  readonly run: (args: readonly string[], input?: Uint8Array | string) => Buffer;
  /** Makes a key without a passphrase. */
  readonly generate: (user: string, kind?: 'curve' | 'rsa', expires?: string) => void;
  readonly publicKey: (user: string) => string;
  readonly privateKey: (user: string) => string;
  readonly trust: (armoured: string) => void;
  readonly close: () => void;
};

export function gpgIn(folder: string): Gpg {
  const home = join(folder, 'gnupg');
  mkdirSync(home, { mode: 0o700, recursive: true });
  const common = ['--homedir', home, '--batch', '--yes', '--quiet', '--trust-model', 'always'];
  const run: Gpg['run'] = (args, input = '') =>
    execFileSync('gpg', [...common, ...args], { input, stdio: ['pipe', 'pipe', 'pipe'], maxBuffer: 200_000_000 });
  return {
    run,
    generate: (user, kind = 'curve', expires = '1y') => {
      if (kind === 'curve') run(['--passphrase', '', '--quick-generate-key', user, 'default', 'default', expires]);
      else
        run(
          ['--gen-key'],
          `%no-protection\nKey-Type: RSA\nKey-Length: 2048\nSubkey-Type: RSA\nSubkey-Length: 2048\nName-Email: ${user}\nExpire-Date: ${expires}\n%commit\n`,
        );
    },
    publicKey: (user) => run(['--armor', '--export', user]).toString(),
    privateKey: (user) => run(['--armor', '--pinentry-mode', 'loopback', '--export-secret-keys', user]).toString(),
    trust: (armoured) => {
      run(['--import'], armoured);
    },
    close: () => {
      spawnSync('gpgconf', ['--homedir', home, '--kill', 'all']);
    },
  };
}
