import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { Config } from './schema/schema.ts';

/**
 * The configuration with its files and folders where they are, whatever the working directory of the process is: below
 * the folder of the configuration file. What is kept goes below `stateDirectory` instead, if there is one
 * (systemd.exec(5), StateDirectory=). Without a file they stand where it would be, in the working directory.
 */
export function placed(config: Config, file: string | null, stateDirectory: string | null): Config {
  if (file === null && stateDirectory === null) return config;
  const base = file === null ? '' : dirname(resolve(file));
  const below = <P extends string | null | undefined>(folder: string, path: P) =>
    typeof path !== 'string' || isAbsolute(path) ? path : (join(folder, path) as P);
  const authority = <S extends { ca?: string | undefined }>(server: S): S =>
    server.ca === undefined ? server : { ...server, ca: below(base, server.ca) };
  return {
    ...config,
    desk: { ...config.desk, logo: below(base, config.desk.logo) },
    brands: config.brands.map((each) => ({
      ...each,
      logo: below(base, each.logo),
      templates: below(base, each.templates),
    })),
    mailboxes: config.mailboxes.map((each) => ({
      ...each,
      imap: authority(each.imap),
      smtp: {
        ...authority(each.smtp),
        dkim: each.smtp.dkim && { ...each.smtp.dkim, keyFile: below(base, each.smtp.dkim.keyFile) },
      },
    })),
    storage: { ...config.storage, attachments: below(stateDirectory ?? base, config.storage.attachments) },
    templates: below(base, config.templates),
    secrecy: config.secrecy && {
      ...config.secrecy,
      authorities: below(base, config.secrecy.authorities),
      keys: config.secrecy.keys.map(({ file, passphraseFile }) => ({
        file: below(base, file),
        passphraseFile: below(base, passphraseFile),
      })),
    },
  };
}
