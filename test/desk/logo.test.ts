import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configSchema } from '../../src/config/schema/schema.ts';
import { readLogo } from '../../src/desk/logo.ts';

describe('the file of the logo', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'logo-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const read = (logo: string | null) =>
    readLogo({ config: configSchema.parse({ desk: { logo } }), file: 'tsdesk.yaml' });

  it('is read where the configuration names one', () => {
    const path = join(folder, 'logo.png');
    writeFileSync(path, Buffer.from('89504e470d0a1a0a', 'hex'));
    expect(read(path)?.type).toBe('image/png');
    expect(read(null)).toBeNull();
  });

  it('is named with its key and what is wrong with it', () => {
    const path = join(folder, 'logo.svg');
    writeFileSync(path, '<svg/>');
    expect(() => read(path)).toThrow(`tsdesk.yaml: desk.logo: ${path} cannot be used: is no PNG, JPEG or GIF`);
    expect(() => read(join(folder, 'none'))).toThrow(/desk\.logo: .*none cannot be used: ENOENT/);
  });
});
