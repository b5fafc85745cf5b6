/** The desk's picture in the head of its letters: part of each, so that no program asks the network for it. */
export type Logo = { readonly name: string; readonly type: string; readonly content: Uint8Array };

/** Octets; it goes along with every letter. */
const LOGO_MAX = 64 * 1024;

/** Pictures that every mail program shows, by how their files begin. */
const BEGINNINGS: readonly (readonly [type: string, name: string, octets: readonly number[]])[] = [
  ['image/png', 'logo.png', [0x89, 0x50, 0x4e, 0x47]],
  ['image/jpeg', 'logo.jpg', [0xff, 0xd8, 0xff]],
  ['image/gif', 'logo.gif', [0x47, 0x49, 0x46, 0x38]],
];

/** The picture in these octets. Throws an Error that says what is wrong with them and what would be right. */
export function logoOf(content: Uint8Array): Logo {
  if (content.length > LOGO_MAX)
    throw new Error(`has ${content.length} octets, and a logo goes along with every letter: at most ${LOGO_MAX}`);
  const found = BEGINNINGS.find(([, , octets]) => octets.every((octet, at) => content[at] === octet));
  if (found === undefined) throw new Error('is no PNG, JPEG or GIF; mail programs show no other pictures');
  const [type, name] = found;
  return { name, type, content };
}
