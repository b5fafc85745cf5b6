import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import { listensAt } from '../../http/server.ts';
import { type Finding, look } from './finding.ts';

/** Whether the folder of the attachments is there, or can be made, and may be written. Nothing is made. */
export const attachmentFolder = (folder: string): Promise<Finding> =>
  look('attachments', 'give the folder to the user of the daemon, or correct storage.attachments', async () => {
    const path = resolve(folder);
    const there = await nearest(path);
    if (!(await stat(there)).isDirectory()) throw new Error(`${there} is not a folder`);
    await access(there, constants.W_OK | constants.X_OK);
    return there === path ? `${path} may be written` : `${path} will be made`;
  });

/** The path, or the innermost folder above it that is there. */
async function nearest(path: string): Promise<string> {
  try {
    await stat(path);
    return path;
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing || dirname(path) === path) throw error;
    return nearest(dirname(path));
  }
}

/** The daemon runs without its port, too, and one that runs has it: never more than a note. */
export async function httpPort(listen: string): Promise<Finding> {
  if (listen === 'off') return { check: 'http', ok: true, finding: 'off', remedy: '' };
  const found = await look('http', 'nothing to do if that is the daemon; else correct http.listen', async () => {
    await new Promise<void>((resolve, reject) => {
      const server = createServer();
      server.once('error', reject);
      server.listen(listensAt(listen), () => server.close(() => resolve()));
    });
    return `${listen} is free`;
  });
  return { ...found, ok: true, finding: found.ok ? found.finding : `${listen} cannot be used: ${found.finding}` };
}
