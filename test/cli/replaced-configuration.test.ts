import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceConfiguration } from '../../src/cli/replaced-configuration.ts';

const isRoot = process.getuid?.() === 0;
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'tsdesk-replaced-'));
  file = join(folder, 'tsdesk.yaml');
  writeFileSync(file, 'old');
});
afterEach(() => {
  if (isRoot) process.seteuid?.(0);
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
});

describe('a file that is replaced', () => {
  it.each([0o600, 0o640, 0o644, 0o666])('keeps its rights %o, whatever the umask', async (mode) => {
    chmodSync(file, mode);
    const before = process.umask(0o077);
    await replaceConfiguration(file, 'new');
    process.umask(before);
    expect(statSync(file).mode & 0o777).toBe(mode);
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['tsdesk.yaml']);
  });

  it.runIf(isRoot)('keeps its owner and its group', async () => {
    chownSync(file, 1, 2);
    await replaceConfiguration(file, 'new');
    expect(statSync(file)).toMatchObject({ uid: 1, gid: 2 });
  });

  it('by a link is the one that the link leads to', async () => {
    mkdirSync(join(folder, 'etc'));
    const link = join(folder, 'etc', 'linked.yaml');
    symlinkSync('../tsdesk.yaml', link);
    await replaceConfiguration(link, 'new');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readdirSync(join(folder, 'etc'))).toEqual(['linked.yaml']);
  });
});

describe('what cannot be replaced is as it was, and the person is told what to do:', async () => {
  it('a file in a folder that may not be written', async () => {
    chmodSync(folder, 0o555);
    if (isRoot) process.seteuid?.(1);
    await expect(replaceConfiguration(file, 'new')).rejects.toThrow(
      /tsdesk\.yaml cannot be replaced.*EACCES.*run the command as who owns/,
    );
    expect(readFileSync(file, 'utf8')).toBe('old');
  });

  it.runIf(isRoot)('a file of somebody else in a folder that others may write', async () => {
    chmodSync(folder, 0o777);
    process.seteuid?.(1);
    await expect(replaceConfiguration(file, 'new')).rejects.toThrow(/EPERM.*run the command as who owns the file/);
    process.seteuid?.(0);
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['tsdesk.yaml']);
  });

  it('a file that is gone', async () => {
    rmSync(file);
    await expect(replaceConfiguration(file, 'new')).rejects.toThrow(/ENOENT/);
    writeFileSync(file, '');
  });
});
