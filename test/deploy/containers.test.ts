import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { parseConfig } from '../../src/config/load.ts';
import { knownVariables } from './known.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const { version, files, engines } = JSON.parse(read('package.json')) as Record<'version', string> & {
  files: string[];
  engines: { node: string };
};

const unknown = (variables: readonly string[]): string[] =>
  variables.filter((each) => !knownVariables.has(each.replace(/_FILE$/, '')));

describe('the image', () => {
  const dockerfile = read('Dockerfile');
  const stages = dockerfile.split(/^(?=FROM )/m).slice(1);
  const last = stages.at(-1) ?? '';

  it('is built on one pinned Node that the program takes', () => {
    const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(new Set(images).size).toBe(1);
    const [, major, minor] = /^node:(\d+)\.(\d+)\.\d+-\w+-slim$/.exec(images[0] ?? '') ?? [];
    const [least, leastMinor] = engines.node.replace('>=', '').split('.').map(Number);
    expect(Number(major) * 1000 + Number(minor)).toBeGreaterThanOrEqual((least ?? 0) * 1000 + (leastMinor ?? 0));
  });

  it('has what the package has that is read at run time, and no development packages', () => {
    const copied = [...last.matchAll(/^COPY (?:--from=\w+ )?(.+) \S+$/gm)].flatMap(([, paths = '']) =>
      paths.split(' '),
    );
    const names = copied.map((path) => path.replace('/build/', ''));
    const documents = ['docs', 'deploy', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'];
    expect(names.sort()).toEqual(
      [...files.filter((each) => !documents.includes(each)), 'LICENSE', 'node_modules', 'package.json'].sort(),
    );
    expect(last).toContain('COPY --from=packages /build/node_modules');
    expect(stages[1]).toContain('npm ci --omit=dev --omit=optional --ignore-scripts');
    // Of the optional ones that alone which a daemon is better with.
    expect([...(stages[1] ?? '').matchAll(/^COPY --from=build (\S+)/gm)].map(([, path]) => path)).toEqual([
      '/build/node_modules/ffi-rs',
      '/build/node_modules/@yuuang',
    ]);
    expect(last).not.toContain('npm');
  });

  it('copies what is there and not kept from it', () => {
    const ignored = read('.dockerignore').split('\n');
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = '']) =>
      paths.split(' '),
    );
    expect(copied.filter((path) => !existsSync(join(root, path)) || ignored.includes(path))).toEqual([]);
    for (const secret of ['.git', 'secrets', 'config', 'tsdesk.yaml', 'node_modules'])
      expect(ignored).toContain(secret);
  });

  it('runs as nobody in particular, with a health check', () => {
    expect(/^USER (\d+):\d+$/m.exec(last)?.[1]).not.toBe('0');
    expect(last.indexOf('\nUSER')).toBeLessThan(last.indexOf('\nENTRYPOINT'));
    expect(last).toMatch(/^HEALTHCHECK .*\n.*127\.0\.0\.1:8080\/healthz/m);
    expect(unknown([...last.matchAll(/^(?:ENV| {4}) ?([A-Z_]+)=/gm)].flatMap(([, name = '']) => [name]))).toEqual([
      'NODE_ENV',
    ]);
  });
});

type Service = {
  image: string;
  environment?: Record<string, string>;
  secrets?: string[];
  healthcheck?: { test?: string[] };
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  ports?: string[];
};
type Compose = { services: Record<string, Service>; secrets: Record<string, { file: string }>; volumes: object };

describe('compose.yaml', () => {
  const { services, secrets, volumes } = parse(read('compose.yaml'), { merge: true }) as Compose;
  const all = Object.values(services);

  it('pins every image, the desk’s to its version', () => {
    expect(services.desk?.image).toBe(`tsdesk:${version}`);
    expect(all.map(({ image }) => image).filter((image) => !/:\d+\.\d+(?:\.\d+)?(?:-\w+)?$/.test(image))).toEqual([]);
  });

  it('names variables that the desk reads, each secret as a file that is mounted', () => {
    const { environment = {}, secrets: mounted = [] } = services.desk ?? {};
    expect(unknown(Object.keys(environment))).toEqual([]);
    const paths = Object.values(environment).filter((value) => value.startsWith('/run/secrets/'));
    expect(paths.map((path) => path.replace('/run/secrets/', '')).sort()).toEqual([...mounted].sort());
    expect(all.flatMap((each) => each.secrets ?? []).filter((secret) => !(secret in secrets))).toEqual([]);
    expect(JSON.stringify(all)).not.toMatch(/password["=:]+[^"/]*[a-z]+@/i);
  });

  it('makes the roles and the database of docs/install.md, and lets the service that migrates alone know the owner', () => {
    const [, documented = ''] = /```sql\n(.*?)```/s.exec(read('docs/install.md')) ?? [];
    const [, made = ''] = /<<'SQL'\n(.*)^SQL$/ms.exec(read('deploy/compose/roles.sh')) ?? [];
    const statements = (sql: string): string =>
      sql.replace(/^\\.*\n/gm, '').replace(/PASSWORD (?:'[^']*'|:'\w+')/g, 'PASSWORD …');
    expect(statements(made)).toBe(statements(documented));
    expect(services.database?.volumes).toContain('./deploy/compose/roles.sh:/docker-entrypoint-initdb.d/roles.sh:ro');
    const knowing = Object.entries(services).filter(([, each]) =>
      each.secrets?.some((secret) => secret === 'owner_password' || secret === 'migrate_database_url'),
    );
    expect(knowing.map(([name]) => name).sort()).toEqual(['database', 'migrate']);
    expect(services.migrate?.environment?.MIGRATE_DATABASE_URL_FILE).toBe('/run/secrets/migrate_database_url');
  });

  it('has each secret made by docs/install.md, and given to the user that reads it', () => {
    const [, made = ''] = /^## 9\. .*?```sh\n(.*?)```/ms.exec(read('docs/install.md')) ?? [];
    const names = made.replaceAll(
      /secrets\/\$\{each\}_password/g,
      'secrets/database_password secrets/owner_password secrets/daemon_password',
    );
    expect(Object.values(secrets).filter(({ file }) => !names.includes(file.replace('./', '')))).toEqual([]);
    expect(made).toContain(`chown -R ${/^USER (\d+):/m.exec(read('Dockerfile'))?.[1]} config secrets`);
  });

  it('keeps the database and the attachments, and waits for what is healthy', () => {
    const kept = all.flatMap((each) => each.volumes ?? []).map((volume) => volume.split(':')[0] ?? '');
    expect(kept.filter((name) => !name.startsWith('./') && !(name in volumes))).toEqual([]);
    expect(new Set(kept)).toContain('attachments');
    for (const [name, { condition }] of all.flatMap((each) => Object.entries(each.depends_on ?? {})))
      if (condition === 'service_healthy') expect(services[name]?.healthcheck?.test).toBeDefined();
    expect(services.desk?.ports).toEqual(['127.0.0.1:8080:8080']);
  });

  const installed = spawnSync('docker-compose', ['--version']).status === 0;
  it.skipIf(!installed)('is what Compose takes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tsdesk-compose-'));
    cpSync(join(root, 'compose.yaml'), join(folder, 'compose.yaml'));
    mkdirSync(join(folder, 'secrets'));
    for (const { file } of Object.values(secrets)) writeFileSync(join(folder, file), 'x');
    const { status, stderr } = spawnSync('docker-compose', ['config', '--quiet'], { cwd: folder, encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});

type Container = {
  image: string;
  args: string[];
  env: { name: string; value: string }[];
  volumeMounts: { name: string; mountPath: string }[];
  livenessProbe?: { httpGet: { path: string } };
  readinessProbe?: { httpGet: { path: string } };
  securityContext: { readOnlyRootFilesystem: boolean };
};
type Workload = {
  metadata: { name: string };
  spec: {
    template: {
      spec: {
        containers: Container[];
        volumes: { name: string; configMap?: { name: string }; secret?: { secretName: string } }[];
        securityContext: { runAsNonRoot: boolean; runAsUser: number };
      };
    };
  };
};

describe('deploy/kubernetes', () => {
  const documents = (name: string) =>
    parseAllDocuments(read(`deploy/kubernetes/${name}.yaml`)).map((each) => {
      expect(each.errors).toEqual([]);
      return each.toJS();
    });
  const [configMap, secret] = documents('configuration') as [
    { data: Record<string, string> },
    { stringData: Record<string, string> },
  ];

  it('has a configuration that the desk takes and that probes reach', () => {
    const config = parseConfig(configMap.data['tsdesk.yaml'] ?? '', 'tsdesk.yaml', { IMAP_PASS: 'a', SMTP_PASS: 'b' });
    expect(config.http.listen).toBe('0.0.0.0:8080');
  });

  it.each(['intake', 'worker', 'migrate'])('%s runs the image as it is built, with what it names', (name) => {
    const [workload] = documents(name) as [Workload];
    const { containers, volumes, securityContext } = workload.spec.template.spec;
    const [{ image, args, env, volumeMounts, ...container }] = containers as [Container];
    expect(image).toBe(`tsdesk:${version}`);
    expect(args).toEqual(name === 'migrate' ? ['migrate'] : ['start', '--role', name]);
    expect(unknown(env.map((each) => each.name))).toEqual([]);
    const keys = env.map(({ value }) => value.replace('/run/secrets/tsdesk/', ''));
    expect(keys.filter((key) => !(key in secret.stringData))).toEqual([]);
    expect(volumeMounts.map((each) => each.name).sort()).toEqual(volumes.map((each) => each.name).sort());
    expect(read('Dockerfile')).toContain(`USER ${securityContext.runAsUser}:`);
    expect(securityContext.runAsNonRoot && container.securityContext.readOnlyRootFilesystem).toBe(true);
    if (name === 'migrate') return;
    const served = read('src/http/server.ts');
    for (const probe of [container.livenessProbe, container.readinessProbe])
      expect(served).toContain(`app.get('${probe?.httpGet.path}'`);
  });
});
