import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { giveToServer, makeScratch } from './scratch.ts';
import { until } from './until.ts';

/** Why no small disk can be mounted here, or false: `describe.skipIf(smallDiskMissing)`. */
export const smallDiskMissing: string | false = whyMissing();

/** A file system of its own, small enough to be full. */
export interface SmallDisk {
  path: string;
  /** Takes all the room that is left. */
  fill(): void;
  /** Gives it back. */
  free(): void;
  /** Whether it takes no writes, as one that found an error in itself. Waits for files that are being written. */
  readOnly(on: boolean): Promise<void>;
  remove(): Promise<void>;
}

export async function mountSmallDisk(megabytes: number): Promise<SmallDisk> {
  const scratch = await makeScratch('disk');
  mount(scratch.path, megabytes);
  giveToServer(scratch.path);
  const ballast = join(scratch.path, 'ballast');
  return {
    path: scratch.path,
    fill() {
      const file = openSync(ballast, 'a');
      try {
        for (const page = Buffer.alloc(4096); ; ) writeSync(file, page);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(ballast),
    async readOnly(on) {
      const failure = await until(
        'the disk to be mounted anew',
        () => remount(scratch.path, on ? 'ro' : 'rw'),
        PATIENCE,
      );
      if (failure !== null) throw failure;
    },
    async remove() {
      execFileSync('umount', ['--lazy', scratch.path]);
      await scratch.remove();
    },
  };
}

const mount = (path: string, megabytes: number): void =>
  void execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], { stdio: 'pipe' });

/** mount: "mount failure", as when the disk is busy. */
const MOUNT_FAILURE = 32;
const PATIENCE = { timeoutMs: 10_000 };

/** Null when it is done, otherwise why it cannot be. @throws when another attempt may help. */
function remount(path: string, how: 'ro' | 'rw'): unknown {
  try {
    execFileSync('mount', ['-o', `remount,${how}`, path], { stdio: 'pipe' });
    return null;
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === MOUNT_FAILURE) throw error;
    return error;
  }
}

function whyMissing(): string | false {
  try {
    // Needs the same right, and leaves nothing behind.
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'pipe' });
    return false;
  } catch {
    return 'a small disk takes the right to mount one (root)';
  }
}
