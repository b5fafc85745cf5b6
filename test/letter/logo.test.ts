import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { configSchema } from '../../src/config/schema/schema.ts';
import { composeLetter } from '../../src/letter/compose.ts';
import { logoOf } from '../../src/letter/logo.ts';
import { createRenderer } from '../../src/letter/render.ts';
import { sampleFacts } from '../../src/letter/sample/sample.ts';
import { readTemplates } from '../../src/letter/templates.ts';

const PNG = Buffer.from('89504e470d0a1a0a00', 'hex');

describe('the desk’s logo', () => {
  it.each([
    ['image/png', 'logo.png', PNG],
    ['image/jpeg', 'logo.jpg', Buffer.from('ffd8ffe000', 'hex')],
    ['image/gif', 'logo.gif', Buffer.from('GIF89a')],
  ])('may be %s', (type, name, content) => {
    expect(logoOf(content)).toEqual({ type, name, content });
  });

  it.each([
    ['<svg/>', /is no PNG, JPEG or GIF/],
    ['', /is no PNG, JPEG or GIF/],
    [Buffer.concat([PNG, Buffer.alloc(65_536)]), /has 65545 octets.*at most 65536/],
  ])('is refused with what would be right: %#', (content, message) => {
    expect(() => logoOf(Buffer.from(content))).toThrow(message);
  });

  it('goes along within every letter, and nothing is fetched', async () => {
    const render = createRenderer(readTemplates(null));
    const facts = sampleFacts('acknowledgement', 'en');
    const written = async (desk: Partial<typeof facts.desk>) => {
      const { bytes, html } = composeLetter({ ...facts, desk: { ...facts.desk, ...desk } }, render);
      return { html, mail: await simpleParser(Buffer.from(bytes), { skipImageLinks: true }) };
    };
    const { html, mail } = await written({ logo: { name: 'logo.png', type: 'image/png', content: PNG } });
    expect(html).toContain('<img src="cid:logo@tsdesk" alt="Nebula Support" height="32"');
    const [logo] = mail.attachments;
    expect([logo?.cid, logo?.contentType, logo?.related, logo?.content]).toEqual([
      'logo@tsdesk',
      'image/png',
      true,
      PNG,
    ]);
    const plain = await written({});
    expect(plain.html).not.toContain('<img');
    expect(plain.mail.attachments.map(({ cid }) => cid)).not.toContain('logo@tsdesk');
  });

  it('has buttons in the colour of the desk', async () => {
    const facts = sampleFacts('dispatch', 'en');
    const desk = { ...facts.desk, accent: '#7a1f5c' };
    const { html } = composeLetter({ ...facts, desk }, createRenderer(readTemplates(null)));
    expect(html).toContain('bgcolor="#7a1f5c"');
    expect(html).not.toContain('#0b57d0');
  });
});

describe('the colour of the desk', () => {
  const faults = (accent: string): string[] =>
    configSchema.safeParse({ desk: { accent } }).error?.issues.map(({ message }) => message) ?? [];
  it.each(['#0b57d0', '#000000', '#7A1F5C', '#767676'])('may be %s', (accent) => expect(faults(accent)).toEqual([]));
  it.each(['#777777', '#ffffff', '#ffcc00'])('%s is too light', (accent) => {
    expect(faults(accent)).toEqual([expect.stringContaining('choose a darker colour')]);
  });
  it.each(['blue', '0b57d0', '#0b57d', '#0b57d0;background:url(x)'])('%s is none', (accent) => {
    expect(faults(accent)).toContain('must be a colour such as #0b57d0');
  });
});
