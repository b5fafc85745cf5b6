import { readFileSync } from 'node:fs';
import { checkConfig } from '../../config/load.ts';
import { policyOf } from '../../desk/desk.ts';
import { type Contract, hasExpired } from '../../ticket/contract/contract.ts';
import { counted } from '../counted.ts';
import { deskClock } from '../desk-time.ts';
import { CommandError, EXIT } from '../exit.ts';
import { list } from '../output.ts';
import { AFTER_RELOAD, replaceConfiguration } from '../replaced-configuration.ts';
import type { Run } from '../run.ts';
import { readSheet, withContracts } from './sheet.ts';

/** `tsdesk contract list` */
export async function listContracts(run: Run): Promise<undefined> {
  const { contracts = [], timezone } = policyOf(run.settings('database').config);
  const at = deskClock(timezone);
  const now = new Date();
  const rows = contracts.map((each) => ({ ...each, state: stateOf(each, now) }));
  list(
    run.output,
    rows,
    {
      name: (row) => row.name,
      covers: (row) => [...row.addresses, ...row.domains, ...row.companies].join(', '),
      from: (row) => at(row.validFrom),
      until: (row) => at(row.validUntil),
      state: (row) => row.state,
      'on call': (row) => row.onCall,
      'hours a month': (row) => row.minutesPerMonth && row.minutesPerMonth / 60,
    },
    'There are no contracts: add some in the configuration file, or with tsdesk contract import.',
  );
}

const stateOf = (contract: Contract, now: Date): 'to come' | 'valid' | 'expired' =>
  hasExpired(contract, now) ? 'expired' : contract.validFrom !== null && contract.validFrom > now ? 'to come' : 'valid';

/**
 * `tsdesk contract import FILE`: the contracts of a CSV sheet, put into the configuration file. All of them or, where
 * one is wrong, none.
 */
export async function importContracts(run: Run, sheet: string, { check }: { check?: boolean }): Promise<undefined> {
  const { file } = run.settings('database');
  if (file === null)
    throw new CommandError(
      EXIT.failed,
      'There is no configuration file to put contracts into: write a tsdesk.yaml first.',
    );
  const read = readSheet(textOf(sheet));
  if ('faults' in read)
    throw new CommandError(
      EXIT.unreadableInput,
      read.faults.map(({ line, message }) => `${sheet}:${line}: ${message}`).join('\n'),
    );
  const text = withContracts(readFileSync(file, 'utf8'), read.entries);
  checkConfig(text, file);
  if (!check) await replaceConfiguration(file, text);
  const names = read.entries.map(({ name }) => name);
  if (run.output.json) run.output.object({ contracts: names, file, written: !check });
  else if (check)
    run.output.line(
      `${counted(names.length, 'contract is', 'contracts are')} fine: ${names.join(', ')}. Nothing was written.`,
    );
  else
    run.output.line(
      `${counted(names.length, 'contract is', 'contracts are')} in ${file}: ${names.join(', ')}. The daemon goes by that ${AFTER_RELOAD}.`,
    );
}

/** In UTF-8, or as spreadsheets write it on a Chinese system. */
function textOf(file: string): string {
  let octets: Uint8Array;
  try {
    octets = readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    throw new CommandError(EXIT.unreadableInput, `${file} cannot be read: ${(error as Error).message}`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch {
    return new TextDecoder('gb18030').decode(octets);
  }
}
