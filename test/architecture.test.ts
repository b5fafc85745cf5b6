import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { STATE_TABLE } from '../src/ticket/states.ts';
import { STATES } from '../src/ticket/ticket.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const text = read('docs/architecture.md');
const drawings = [...text.matchAll(/```text\n([\s\S]*?)```/g)].map(([, drawing = '']) => drawing);
const way = drawings[0] ?? '';

/** The import rules; a module without types. */
const cruiser: {
  readonly default: {
    readonly forbidden: readonly { readonly name: string; readonly to: { readonly pathNot?: string | string[] } }[];
  };
} = await import(pathToFileURL(join(root, '.dependency-cruiser.mjs')).href);

/** The files of `src` that a file of `src` imports itself. */
const importsOf = (file: string): string[] =>
  [...read(`src/${file}`).matchAll(/from '(\.{1,2}\/[^']+\.ts)'/g)].map(([, path = '']) => join(dirname(file), path));

/** Each drawn file with the one it is indented below; `daemon.ts` for those at the margin. */
function calls(drawing: string): { caller: string; file: string }[] {
  const above: { file: string; indent: number }[] = [];
  return [...drawing.matchAll(/^( *)([a-z-]+(?:\/[a-z-]+)+\.ts)/gm)].map(([, { length: indent } = '', file = '']) => {
    while ((above.at(-1)?.indent ?? -1) >= indent) above.pop();
    const caller = above.at(-1)?.file ?? 'daemon.ts';
    above.push({ file, indent });
    return { caller, file };
  });
}

/** The questions as they are drawn, each with the outcomes it may give. */
const drawnQuestions = [...way.matchAll(/^ +(\S.*\?) +──▶ (.+)$/gm)].map(([, name = '', outcomes = '']) => ({
  name,
  outcomes: outcomes.split(', '),
}));

const rules = read('src/intake/rules.ts')
  .split(/\bname: (?=')/)
  .slice(1);
const nameOf = (rule: string): string => /'([^']+)'/.exec(rule)?.[1] ?? '';

describe('the drawing of a mail’s way', () => {
  it('names files that exist', () => {
    const files = drawings.flatMap((drawing) => drawing.match(/\b[a-z]+(?:\/[a-z-]+)+\.ts\b/g) ?? []);
    expect(files.length).toBeGreaterThan(40);
    expect(files.filter((file) => !existsSync(join(root, 'src', file)))).toEqual([]);
  });

  it.each(drawings.flatMap(calls))('$caller calls $file', ({ caller, file }) => {
    expect(importsOf(caller)).toContain(file);
  });

  it('has the order in which a mail is loaded, decided, composed and applied', () => {
    const source = read('src/intake/process.ts');
    const decideAndApply = source.slice(source.indexOf('async function decideAndApply'));
    const places = ['loadMailContext(', 'decide(context', 'composeDecision(', 'applyDecision('].map((call) =>
      decideAndApply.indexOf(call),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    const drawn = ['load', 'rules', 'compose', 'apply']
      .map((name) => `\n  ${name === 'load' || name === 'rules' ? 'intake' : 'desk'}/${name}.ts`)
      .map((box) => way.indexOf(box));
    expect(drawn).not.toContain(-1);
    expect(drawn).toEqual(drawn.toSorted((a, b) => a - b));
  });

  it('asks the questions of the desk, in their order', () => {
    expect(drawnQuestions.map(({ name }) => name)).toEqual(rules.map(nameOf));
  });

  it.each(
    rules
      .map((rule) => ({
        name: nameOf(rule),
        filed: new Set(
          [...rule.slice(0, rule.indexOf('\n];')).matchAll(/fileAs\('(\w+)'/g)].map(([, outcome]) => outcome),
        ),
      }))
      .filter(({ filed }) => filed.size > 0),
  )('$name files a mail as it does', ({ name, filed }) => {
    expect(drawnQuestions.find((drawn) => drawn.name === name)?.outcomes).toEqual([...filed]);
  });

  it('shows every outcome a mail can have, and no other', () => {
    const source = read('src/ticket/mail-outcome.ts');
    const outcomes = /type Outcome =([^;]+);/.exec(source)?.[1]?.match(/[a-z]+/g) ?? [];
    expect(outcomes).toHaveLength(9);
    expect(new Set(drawnQuestions.flatMap((drawn) => drawn.outcomes))).toEqual(new Set(outcomes));
  });
});

describe('the drawing of a ticket’s states', () => {
  const arrows = [...text.matchAll(/^ +(\w+) --> (\w+)$/gm)].map(([, from = '', to = '']) => ({ from, to }));

  it('names every state', () => {
    expect(new Set(arrows.flatMap(({ from, to }) => [from, to]))).toEqual(new Set(STATES));
  });

  it.each(arrows)('$from leads to $to', ({ from, to }) => {
    const cells = Object.values(STATE_TABLE).map((row) => row[from as keyof typeof row]);
    expect(cells.some((cell) => 'to' in cell && cell.to.some((state) => state === to))).toBe(true);
  });
});

describe('the table of rooms', () => {
  const rows = new Map(
    [...text.matchAll(/^\| (`[^|]+) \|[^|]*\|([^|]*)\|/gm)].flatMap(([, names = '', may = '']) =>
      [...names.matchAll(/`([a-z]+)\/`/g)].map(([, room = '']): [string, string] => [room, may]),
    ),
  );
  const rooms = readdirSync(join(root, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

  it('has a row for every room', () => {
    expect(new Set(rows.keys())).toEqual(new Set(rooms));
  });

  const walls = cruiser.default.forbidden.flatMap(({ name, to: { pathNot } }) => {
    const [, room] = /^(\w+)-knows-only-its-own$/.exec(name) ?? [];
    if (room === undefined || !Array.isArray(pathNot)) return [];
    return [{ room, allowed: pathNot.map((path) => path.replace('^src/', '')).filter((path) => path !== `${room}/`) }];
  });

  /** The rooms and files a cell names. */
  const named = (cell: string): string[] => [
    ...[...cell.matchAll(/`([a-z]+)`/g)].map(([, room]) => `${room}/`),
    ...[...cell.matchAll(/`([a-z/-]+)\.ts`/g)].map(([, file]) => `${file}\\.ts`),
    ...(cell.includes('the same as `desk`') ? named(rows.get('desk') ?? '') : []),
  ];

  it.each(walls)('says what $room may import', ({ room, allowed }) => {
    expect(new Set(named(rows.get(room) ?? ''))).toEqual(new Set(allowed));
  });

  it('knows the wall of every room but those that bring all together', () => {
    const open = rooms.filter((room) => !walls.some((wall) => wall.room === room));
    expect(open).toEqual(['cli', 'sandbox']);
  });
});

const pages = ['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs/architecture.md'];

it.each(pages)('%s names what exists', (page) => {
  const content = read(page);
  const links = [...content.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => join(dirname(page), link));
  const paths = [...content.matchAll(/`((?:src|test|docs|templates|drizzle)\/[a-z\d./-]*)`/g)].map(
    ([, path = '']) => path,
  );
  expect(links.length).toBeGreaterThan(0);
  expect([...links, ...paths].filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

describe('a folder', () => {
  const filesIn = (folder: string): { folder: string; files: number }[] => {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    const inside = entries.filter((entry) => entry.isDirectory()).flatMap(({ name }) => filesIn(`${folder}/${name}`));
    return [{ folder, files: entries.filter((entry) => entry.isFile()).length }, ...inside];
  };
  const folders = filesIn('src').slice(1);

  it('holds one kind of thing: no more than twenty files, but for a file a command and a file a table', () => {
    const large = folders.filter(({ files }) => files > 20).map(({ folder }) => folder);
    expect(large.filter((folder) => folder !== 'src/cli' && folder !== 'src/store')).toEqual([]);
  });

  it('is small as a rule: half of them have eight files or fewer', () => {
    const sizes = folders.map(({ files }) => files).toSorted((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(8);
  });
});

describe('a word', () => {
  it('has one meaning: no name is declared for export twice', () => {
    const places = new Map<string, string[]>();
    for (const file of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    ))
      for (const [, name = ''] of read(`src/${file}`).matchAll(
        /^export (?:async )?(?:function\*?|const|class|type|interface) (\w+)/gm,
      ))
        places.set(name, [...(places.get(name) ?? []), file]);
    expect(places.size).toBeGreaterThan(500);
    expect([...places].filter(([, files]) => files.length > 1)).toEqual([]);
  });
});
