import { describe, expect, it } from 'vitest';
import { withStaffEntry } from '../../src/cli/staff-entry.ts';

const LI = { name: '李工', email: 'li@desk.example', roles: ['engineer'], teams: ['backend', 'second'] };
const LINE = '{ name: 李工, email: li@desk.example, roles: [engineer], teams: [backend, second] }';

/** What is strange about the layout of each is what must stay. */
describe('a line more under staff', () => {
  it.each<[what: string, before: string, after: string]>([
    ['in an empty file', '', `staff:\n  - ${LINE}\n`],
    ['behind what does not end in a line', 'acceptWithin:   1h', `acceptWithin:   1h\nstaff:\n  - ${LINE}\n`],
    [
      'behind the last, whose comment stays with it',
      'staff:  # who\n   - {name: a,   email: a@b.example}   # the boss\n\n# teams\nteams:   []\n',
      `staff:  # who\n   - {name: a,   email: a@b.example}   # the boss\n   - ${LINE}\n\n# teams\nteams:   []\n`,
    ],
    [
      'not indented',
      'staff:\n- name: a\n  email: "a@b.example"\n  roles:\n  - engineer\nteams: []\n',
      `staff:\n- name: a\n  email: "a@b.example"\n  roles:\n  - engineer\n- ${LINE}\nteams: []\n`,
    ],
    [
      'at the end of a file without a last line end',
      'staff:\n  - { name: a-b, email: a@b.example }',
      `staff:\n  - { name: a-b, email: a@b.example }\n  - ${LINE}\n`,
    ],
    ['in a list in brackets', 'staff: [ {name: a} ]\nrules: []\n', `staff: [ {name: a}, ${LINE} ]\nrules: []\n`],
    ['in an empty list', 'staff: []   # nobody yet\n', `staff: [${LINE}]   # nobody yet\n`],
    [
      'with the line ends of Windows',
      'staff:\r\n  - {name: a}\r\nrules: []\r\n',
      `staff:\r\n  - {name: a}\r\n  - ${LINE}\r\nrules: []\r\n`,
    ],
  ])('%s', (_what, before, after) => expect(withStaffEntry(before, LI)).toBe(after));

  it('where it cannot be put in, the file is written anew with its comments', () => {
    const written = withStaffEntry('# ours\nstaff: # nobody\nrules: []\n', LI);
    expect(written).toContain('# ours');
    expect(written).toContain('email: li@desk.example');
  });
});
