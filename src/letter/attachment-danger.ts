import type { Attachment } from '../mail/mail.ts';
import { displayName } from './display-name.ts';

/** Why an attachment is kept but not sent on. */
export type Danger = 'executable' | 'script' | 'html' | 'svg' | 'macro_document' | 'encrypted_archive';

/**
 * What speaks against forwarding an attachment: its name, its declared type or its octets, because each of them decides
 * somewhere what happens when it is opened. Archives are not unpacked. Null: nothing.
 */
export function dangerOf({ name, type, content }: Pick<Attachment, 'name' | 'type' | 'content'>): Danger | null {
  return (
    byName(name) ??
    byName(displayName(name)) ??
    TYPES.find(([pattern]) => pattern.test(type))?.[1] ??
    byContent(content)
  );
}

const EXTENSIONS: readonly (readonly [danger: Danger, extensions: string])[] = [
  [
    'executable',
    `exe com scr pif cpl dll sys drv ocx msi msp mst msix appx gadget jar apk ipa app dmg pkg deb rpm elf run
    lnk url scf iso img vhd vhdx xll appref-ms application settingcontent-ms desktop appxbundle msixbundle appinstaller
    library-ms search-ms searchconnector-ms theme themepack diagcab xbap`,
  ],
  [
    'script',
    `bat cmd ps1 psm1 psd1 ps1xml vb vbs vbe js jse mjs cjs ws wsf wsc wsh hta sct sh bash zsh csh ksh command py pyw rb pl
    php reg inf chm hlp msc jnlp scpt applescript slk iqy`,
  ],
  ['html', 'html htm xhtml xht shtml mht mhtml'],
  ['svg', 'svg svgz'],
  ['macro_document', 'docm dotm xlsm xltm xlam xlsb pptm potm ppam ppsm sldm one mdb mde accdb accde ade adp'],
];
const DANGER_OF_EXTENSION: ReadonlyMap<string, Danger> = new Map(
  EXTENSIONS.flatMap(([danger, list]) => list.split(/\s+/).map((extension) => [extension, danger])),
);

/** The last extension decides (`a.pdf.exe`); Windows drops the dots and spaces behind it. */
function byName(name: string): Danger | null {
  const extension = /\.([^.\s]+)[.\s]*$/.exec(name.replace(/\p{Cf}/gu, '').toLowerCase())?.[1] ?? '';
  return DANGER_OF_EXTENSION.get(extension) ?? null;
}

const TYPES: readonly (readonly [pattern: RegExp, danger: Danger])[] = [
  [
    /^application\/(?:x-(?:ms)?dos(?:-?program|exec\w*)|x-msdownload|x-executable|x-elf|x-mach-binary|vnd\.microsoft\.portable-executable|java-archive)$/i,
    'executable',
  ],
  [
    /^(?:text|application)\/(?:x-)?(?:javascript|ecmascript|vbscript|sh|shellscript|bat|powershell|php|hta)$/i,
    'script',
  ],
  [/^(?:text\/html|application\/xhtml\+xml)$/i, 'html'],
  [/^image\/svg/i, 'svg'],
  [/macroenabled/i, 'macro_document'],
];

function byContent(octets: Uint8Array): Danger | null {
  const content = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
  return SIGNATURES.find(({ matches }) => matches(content))?.danger ?? null;
}

const startsWith =
  (...starts: readonly string[]) =>
  (content: Buffer): boolean =>
    starts.some((hex) => content.subarray(0, hex.length / 2).equals(Buffer.from(hex, 'hex')));
/** The beginning as text, past a byte order mark, blanks, comments and an XML declaration. */
const beginsLike =
  (pattern: RegExp) =>
  (content: Buffer): boolean =>
    pattern.test(
      content.toString('latin1', 0, 4_096).replace(/^(?:\xef\xbb\xbf)?(?:\s|<!--.*?-->|<\?xml.*?\?>)*/s, ''),
    );

/** What ends the directory of an archive, and how much of it can follow (APPNOTE 4.3.16). */
const ZIP_END = { mark: Buffer.from('504b0506', 'hex'), within: 22 + 0xffff };

/** Programs find an archive by its end, whatever stands before it; by its beginning where the end is cut off. */
const isZip = (content: Buffer): boolean =>
  startsWith('504b0304')(content) || content.subarray(-ZIP_END.within).includes(ZIP_END.mark);
const isCompound = startsWith('d0cf11e0a1b11ae1');
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

const SIGNATURES: readonly { readonly danger: Danger; readonly matches: (content: Buffer) => boolean }[] = [
  // MZ, ELF, Mach-O (both widths and byte orders), Java class and universal binaries, Windows shortcut
  {
    danger: 'executable',
    matches: startsWith(
      '4d5a',
      '7f454c46',
      'feedface',
      'feedfacf',
      'cefaedfe',
      'cffaedfe',
      'cafebabe',
      '4c00000001140200',
    ),
  },
  { danger: 'script', matches: startsWith('2321') },
  { danger: 'svg', matches: beginsLike(/^(?:<!doctype svg|<svg\b)/i) },
  { danger: 'html', matches: beginsLike(/^<(?:!doctype html|html|head|body|script|iframe|meta)\b/i) },
  // ECMA-376 packages name their macro part in the archive's directory; OLE2 documents keep macros in this storage.
  { danger: 'macro_document', matches: (content) => isZip(content) && content.includes('vbaProject.bin') },
  { danger: 'macro_document', matches: (content) => isCompound(content) && content.includes(utf16('_VBA_PROJECT')) },
  { danger: 'encrypted_archive', matches: (content) => isZip(content) && hasEncryptedEntry(content) },
  { danger: 'encrypted_archive', matches: isEncryptedRar },
  // 7z names its AES coder in the header, unless that is packed too, which tells nothing either way.
  {
    danger: 'encrypted_archive',
    matches: (content) => startsWith('377abcaf271c')(content) && content.includes(Buffer.from('06f10701', 'hex')),
  },
];

/** Where the flags stand, in a file's own header and in its entry in the directory (APPNOTE 4.3.7, 4.3.12). */
const ZIP_FLAGS = [
  { mark: Buffer.from('504b0304', 'hex'), at: 6 },
  { mark: Buffer.from('504b0102', 'hex'), at: 8 },
] as const;
/** Encrypted, strongly encrypted, or with a hidden directory (APPNOTE 4.4.4). */
const ZIP_ENCRYPTED = 0x2041;

/**
 * Whether any header in it says so. They are looked for, not followed: offsets and sizes may lie, and of the two that
 * describe a file programs differ in which they believe.
 */
function hasEncryptedEntry(zip: Buffer): boolean {
  return ZIP_FLAGS.some(({ mark, at }) => {
    for (let found = zip.indexOf(mark); found >= 0; found = zip.indexOf(mark, found + 4))
      if (found + at + 2 <= zip.length && (zip.readUInt16LE(found + at) & ZIP_ENCRYPTED) !== 0) return true;
    return false;
  });
}

/**
 * RAR 4: flag 0x80 of the archive header, or 0x04 of the first file header. RAR 5: an encryption header comes first.
 */
function isEncryptedRar(content: Buffer): boolean {
  if (startsWith('526172211a0700')(content) && content.length >= 25) {
    const mainSize = content.readUInt16LE(12);
    const file = 7 + mainSize;
    const ofFile = content.length >= file + 5 && content[file + 2] === 0x74 ? content.readUInt16LE(file + 3) & 0x04 : 0;
    return (content.readUInt16LE(10) & 0x80) !== 0 || ofFile !== 0;
  }
  return startsWith('526172211a070100')(content) && content[afterNumber(content, 8 + 4)] === 4;
}

/** Behind a number of RAR 5: seven bits an octet, the last of them without the highest bit, ten octets at most. */
function afterNumber(content: Buffer, from: number): number {
  let at = from;
  while (at < from + 9 && ((content[at] ?? 0) & 0x80) !== 0) at += 1;
  return at + 1;
}
