import { cut } from '../lib/cut.ts';

/** Longest name shown, in UTF-16 units; the extension survives the cut. */
const MAX_LENGTH = 120;

/**
 * An attachment's name for people to read and for a MIME header, never for a path: NFC, without folders, control,
 * zero-width and bidirectional characters (which show `exe.txt` for `txt.exe`), never empty.
 */
export function displayName(name: string): string {
  const clean = name
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .replace(/^.*[/\\]/, '')
    .replace(/[<>:"|?*]+/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|(?<![. ])[. ]+$/g, '');
  return clean === '' ? 'attachment' : shortened(clean);
}

function shortened(name: string): string {
  if (name.length <= MAX_LENGTH) return name;
  const extension = /\.[^.]{1,10}$/.exec(name)?.[0] ?? '';
  return `${cut(name, MAX_LENGTH - extension.length - 1)}…${extension}`;
}
