import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readLogo } from '../desk/logo.ts';
import { galleryOf } from '../letter/gallery.ts';
import { readRenderer } from '../letter/proofread.ts';
import { counted } from './counted.ts';
import type { Run } from './run.ts';

/**
 * `tsdesk letters`: every letter with sample values, in the desk's name and with its own templates, as files and one
 * page to look at. Needs no server. Throws TemplateError with every template that no letter can be written from.
 */
export async function letters({ settings, output }: Run, { out = 'letters' }: { readonly out?: string }) {
  const found = settings('database');
  const { desk, templates, mailboxes } = found.config;
  const address = mailboxes[0]?.address ?? `support@${desk.domain}`;
  const files = galleryOf(readRenderer(templates), {
    name: desk.name,
    address,
    accent: desk.accent,
    logo: readLogo(found),
  });
  for (const { path, content } of files) {
    const file = join(out, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    if (output.json) output.object({ file });
  }
  if (!output.json) output.line(`${counted(files.length, 'file')}; open ${join(out, 'index.html')} in a browser`);
  return undefined;
}
